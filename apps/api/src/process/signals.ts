import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';

/**
 * Listens for good: a terminal signals every process of its group, and npm forwards the signal
 * again.
 */
export function firstSignal(log: Logger, { stopDelayMs }: { readonly stopDelayMs: number }) {
  const first = new Promise<NodeJS.Signals>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, resolve);
  });
  void first.then((signal) => {
    const next =
      stopDelayMs > 0 ? `not ready from now on; the port closes in ${stopDelayMs} ms` : 'stops now';
    log.info({ event: 'stop_requested', signal, delayMs: stopDelayMs }, next);
  });
  return first;
}

/** Resolves after `leaving`, with time for load balancers to see that this process will stop. */
export async function afterStopDelay(leaving: Promise<string>, delayMs: number): Promise<string> {
  const reason = await leaving;
  await delay(delayMs);
  return reason;
}
