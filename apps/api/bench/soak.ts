import { load, type Target } from './load.js';
import { type BenchService, seededKey, seedKeys } from './service.js';
import { printTable, type Row } from './table.js';

const MINUTES = 10;
const KEYS = 1_000_000;

/** Few enough that the cache stops growing in the first minute. */
export const SOAK_ENV = { KEY_CACHE_MAX: '20000' };

/** Ten minutes of everything at once, at a rate that the service can keep up with. Growth shows. */
export async function benchSoak(service: BenchService): Promise<void> {
  const { apiId = '' } = await service.call('apis.createApi', { name: 'Soak' });
  await seedKeys(service.db, { apiId, from: 0, to: KEYS });
  const { key: limited } = await service.call('keys.createKey', {
    apiId,
    credits: { remaining: 1_000_000_000 },
    ratelimits: [{ name: 'requests', limit: 1_000_000_000, duration: 60_000, autoApply: true }],
  });
  let next = 0;
  const verify = (nextKey: () => string | undefined) =>
    target(service, 'keys.verifyKey', () => ({ key: nextKey() }));
  const loads: readonly [Target, number][] = [
    [verify(() => seededKey(7)), 2000],
    [verify(() => limited), 500],
    [verify(() => seededKey(next++ % KEYS)), 500],
    [
      target(service, 'ratelimit.limit', () => ({
        namespace: 'soak',
        identifier: `user_${next++}`,
        limit: 10,
        duration: 60_000,
      })),
      1000,
    ],
    [target(service, 'keys.createKey', () => ({ apiId })), 10],
  ];
  const rows: Row[] = [];
  for (let minute = 1; minute <= MINUTES; minute++) {
    const results = await Promise.all(
      loads.map(([to, rate]) => load(to, { until: { seconds: 60 }, rate })),
    );
    const failures = results.reduce((sum, result) => sum + result.failures, 0);
    const [warm, spending] = results;
    const { residentMb } = service.usage();
    rows.push({
      name: `minute ${minute}`,
      cells: [warm?.p99Ms ?? Number.NaN, spending?.p99Ms ?? Number.NaN, residentMb, failures],
    });
  }
  const total = loads.reduce((sum, [, rate]) => sum + rate, 0);
  const headings = ['p99 ms warm', 'p99 ms with limit and credits', 'resident MB', 'failures'];
  printTable(
    `${MINUTES} minutes at ${total.toLocaleString('en')} requests per second`,
    headings,
    rows,
  );
}

function target({ url, rootKey }: BenchService, operation: string, body: () => object): Target {
  return { url, path: `/v2/${operation}`, rootKey, nextBody: () => JSON.stringify(body()) };
}
