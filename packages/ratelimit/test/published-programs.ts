/**
 * Programs for the published package, with everything that its documentation shows. Each exports
 * `run`, which returns the parts that do not depend on the time of day.
 */
export const PUBLISHED = '@unkey/ratelimit';

export const programs: [name: string, source: string][] = [
  [
    'a limit, its answer and a per-call limit',
    `
import { type Duration, type Limit, type LimitOptions, Ratelimit } from '@unkey/ratelimit';

const window: Duration = '30 d';

export async function run(baseUrl: string, rootKey: string, namespace: string) {
  const unkey = new Ratelimit({ rootKey, baseUrl, namespace, limit: 3, duration: window });
  const seen: boolean[] = [];
  for (let call = 0; call < 5; call++) {
    const res = await unkey.limit('user_1');
    seen.push(res.success && res.limit === 3 && res.reset > 0 && res.overrideId === undefined);
  }
  const limit: Limit = { limit: 100, duration: 3_600_000 };
  const options: LimitOptions = { cost: 30, limit };
  const { success, remaining } = await unkey.limit('user_2', options);
  return [seen, success, remaining];
}
`,
  ],
  [
    'time limit, error handler and cache',
    `
import { Ratelimit, type RatelimitConfig, type RatelimitResponse } from '@unkey/ratelimit';

const fallback = (identifier: string): RatelimitResponse => ({
  success: identifier !== 'user_2',
  limit: 0,
  reset: 0,
  remaining: 0,
});

const cache: Map<string, RatelimitResponse> = new Map();

export async function run(baseUrl: string, rootKey: string, namespace: string) {
  const config: RatelimitConfig = {
    rootKey,
    baseUrl,
    namespace,
    limit: 2,
    duration: '30d',
    cache,
    disableTelemetry: true,
    timeout: { ms: '3s', fallback },
    onError: (err: Error, identifier: string) => {
      console.error(identifier, err.message);
      return fallback(identifier);
    },
  };
  const unkey = new Ratelimit(config);
  const seen: RatelimitResponse[] = [];
  for (let call = 0; call < 4; call++) seen.push(await unkey.limit('user_1'));
  const broken = new Ratelimit({ ...config, rootKey: 'unknown', timeout: false });
  const [first, second] = [await broken.limit('user_1'), await broken.limit('user_2')];
  return [seen.map(({ success, remaining }) => [success, remaining]), first.success, second.success];
}
`,
  ],
  [
    'an interface with a limiter of ones own and the one that does nothing',
    `
import { NoopRatelimit, Ratelimit, type Ratelimiter, type RatelimitResponse } from '@unkey/ratelimit';

class Closed implements Ratelimiter {
  async limit(_identifier: string): Promise<RatelimitResponse> {
    return { success: false, limit: 0, remaining: 0, reset: 0 };
  }
}

export async function run(baseUrl: string, rootKey: string, namespace: string) {
  const real = new Ratelimit({
    rootKey,
    baseUrl,
    namespace,
    limit: 1,
    duration: '30d',
    timeout: { ms: 5_000, fallback: { success: true, limit: 0, remaining: 0, reset: 0 } },
    onError: async () => ({ success: true, limit: 0, remaining: 0, reset: 0 }),
  });
  const limiters: Ratelimiter[] = [real, new NoopRatelimit(), new Closed()];
  const seen: boolean[] = [];
  for (const limiter of limiters) seen.push((await limiter.limit('user_1', { cost: 1 })).success);
  return seen;
}
`,
  ],
  [
    'overrides',
    `
import { type OverrideConfig, Overrides, Ratelimit } from '@unkey/ratelimit';

export async function run(baseUrl: string, rootKey: string, namespace: string) {
  const config: OverrideConfig = { rootKey, baseUrl };
  const overrides = new Overrides(config);
  const unkey = new Ratelimit({ rootKey, baseUrl, namespace, limit: 1, duration: '30d' });
  await unkey.limit('somebody');
  const set = await overrides.setOverride({ namespace, identifier: 'vip_*', limit: 50, duration: 60_000 });
  const got = await overrides.getOverride({ namespace, identifier: 'vip_*' });
  const list = await overrides.listOverrides({ namespace });
  const checked = await unkey.limit('vip_1');
  await overrides.deleteOverride({ namespace, identifier: 'vip_*' });
  const gone = await overrides.getOverride({ namespace, identifier: 'vip_*' }).then(
    () => 200,
    (error) => error.statusCode,
  );
  return [
    got.data.overrideId === set.data.overrideId,
    got.data.limit,
    got.data.duration,
    checked.limit,
    checked.overrideId === set.data.overrideId,
    list.data.length,
    gone,
  ];
}
`,
  ],
];
