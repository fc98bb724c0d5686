import { openShared } from './shared-store.js';

/**
 * The program of one process of `limiter-processes.ts`: a limiter that takes its calls as messages.
 */
const [url = ''] = process.argv.slice(2);
const { limiter } = await openShared({ url });

process.on('message', ({ id, requests, nowMs }: Question) => {
  const answer = async () => limiter.take(requests, nowMs);
  void answer().then((verdict) => process.send?.({ id, verdict }));
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');

type Question = { id: number; nowMs: number; requests: Parameters<typeof limiter.take>[0] };
