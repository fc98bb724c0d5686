import { NoopRatelimit, Overrides, Ratelimit, type Ratelimiter } from '@unkey/ratelimit';

const rootKey = process.env['UNKEY_ROOT_KEY'] ?? '';
const baseUrl = process.env['SERVER_URL'] ?? '';
const namespace = 'email';
// Each run has an identifier of its own.
const identifier = `user_${process.pid}`;

const limiter: Ratelimiter = new Ratelimit({
  rootKey,
  baseUrl,
  namespace,
  limit: 10,
  // So long that no window ends during the program.
  duration: '1d',
  timeout: { ms: 5_000, fallback: { success: true, limit: 0, remaining: 0, reset: Date.now() } },
  onError: () => ({ success: true, limit: 0, remaining: 0, reset: Date.now() }),
});

async function take(cost?: number): Promise<void> {
  const result = await limiter.limit(identifier, cost === undefined ? undefined : { cost });
  console.log(result.success, result.limit, result.remaining, result.reset > Date.now());
}

await take();
await take(5);
await take(5);
const own = await limiter.limit(identifier, { limit: { limit: 3, duration: 86_400_000 } });
console.log(own.success, own.limit);
const noop = await new NoopRatelimit().limit(identifier);
console.log(noop.success, noop.limit, noop.remaining, noop.reset);

const overrides = new Overrides({ rootKey, baseUrl });
const set = await overrides.setOverride({ namespace, identifier, limit: 100, duration: 60_000 });
const { data } = await overrides.getOverride({ namespace, identifier });
console.log(data.overrideId === set.data.overrideId, data.limit, data.duration);
await overrides.deleteOverride({ namespace, identifier });
