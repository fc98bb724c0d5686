import type { Target } from './load.js';
import type { ServerProcess } from './processes.js';
import { type BenchService, seededKey } from './service.js';
import type { Scenario } from './turns.js';

const CREDITS = 1_000_000_000;
/** High enough that nothing is denied, because a denial costs less work. */
const NEVER_REACHED = 1_000_000_000;
const WINDOW_MS = 60_000;
const PERMISSION_QUERY = '(docs.read AND docs.write) OR admin';

/** Every request that sits on the hot path of an API, each with keys of its own. */
export async function warmChecks(service: BenchService, apiId: string): Promise<Scenario[]> {
  const create = async (fields: object) =>
    (await service.call('keys.createKey', { apiId, ...fields }))['key'];
  const limits = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      name: `limit ${index}`,
      limit: NEVER_REACHED,
      duration: WINDOW_MS,
      autoApply: true,
    }));
  const verify = (name: string, body: object) => scenario(service, name, 'keys.verifyKey', body);
  const limit = { namespace: 'bench', limit: NEVER_REACHED, duration: WINDOW_MS };
  const ten = Array.from({ length: 10 }, (_, index) => ({ ...limit, identifier: `user_${index}` }));
  return [
    verify('verify', { key: await create({}) }),
    verify('verify + permission query', {
      key: await create({ permissions: ['docs.read', 'docs.write'] }),
      permissions: PERMISSION_QUERY,
    }),
    verify('verify + one rate limit', { key: await create({ ratelimits: limits(1) }) }),
    verify('verify + five rate limits', { key: await create({ ratelimits: limits(5) }) }),
    verify('verify + credits', { key: await create({ credits: { remaining: CREDITS } }) }),
    scenario(service, 'ratelimit.limit', 'ratelimit.limit', { ...limit, identifier: 'user' }),
    scenario(service, 'ratelimit.multiLimit of ten', 'ratelimit.multiLimit', ten),
  ];
}

/** Each request names a key that the service has never seen. `from` is the first seeded key. */
export function coldVerify(service: BenchService, from: number): Scenario {
  let next = from;
  const target: Target = {
    ...toTarget(service, 'keys.verifyKey', {}),
    nextBody: () => JSON.stringify({ key: seededKey(next++) }),
  };
  return { name: 'verify, cold', server: service, target };
}

/** The same request to a server that is not ours. */
export function plainScenario(
  name: string,
  server: ServerProcess,
  { path, body }: { readonly path: string; readonly body: () => object },
): Scenario {
  const nextBody = () => JSON.stringify(body());
  return { name, server, target: { url: server.url, path, rootKey: 'unkey_none', nextBody } };
}

function scenario(service: BenchService, name: string, operation: string, body: object): Scenario {
  return { name, server: service, target: toTarget(service, operation, body) };
}

function toTarget({ url, rootKey }: BenchService, operation: string, body: object): Target {
  const text = JSON.stringify(body);
  return { url, path: `/v2/${operation}`, rootKey, nextBody: () => text };
}
