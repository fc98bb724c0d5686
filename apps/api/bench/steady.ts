import { type LoadResult, load } from './load.js';
import { type BenchService, seededKey, seedKeys, targetOf } from './service.js';
import { printTable, type Row } from './table.js';

const MINUTES = Number(process.env['BENCH_MINUTES'] ?? 10);
/** The keys that are in use, and keys beyond them of which each is asked for once. */
const KEYS = 100_000;
const KEYS_SEEDED = 1_000_000;
/** Until the caches are full, memory grows as it should. */
const FILLING_MINUTES = 3;

/** Room for all keys in use. Keys that are asked for once fill the rest within two minutes. */
export const STEADY_ENV = { KEY_CACHE_MAX: '120000' };

/**
 * Everything at once for minutes, at a rate that the service can keep up with: 5,000 checks per
 * second and a few changes. Growth shows, and so does whatever happens only now and then.
 */
export async function benchSteady(service: BenchService): Promise<void> {
  const { apiId = '' } = await service.call('apis.createApi', { name: 'Steady' });
  await seedKeys(service.db, { apiId, from: 0, to: KEYS_SEEDED });
  const loads = await steadyLoads(service, apiId);
  const rows: Row[] = [];
  const residentMb: number[] = [];
  await service.pauses();
  for (let minute = 1; minute <= MINUTES; minute++) {
    const results = await Promise.all(
      loads.map(([target, rate]) => load(target, { until: { seconds: 60 }, rate })),
    );
    residentMb.push(service.usage().residentMb);
    rows.push({ name: `minute ${minute}`, cells: await cellsOf(service, results) });
    process.stdout.write(`${rows.at(-1)?.name}: ${rows.at(-1)?.cells.join(', ')}\n`);
  }
  const checks = loads.slice(0, CHECKS).reduce((sum, [, rate]) => sum + rate, 0);
  const headings = [
    'checks/s',
    'p50 ms in use',
    'p99 ms',
    'p99 ms with limit and credits',
    'event loop late p99 ms',
    'longest collection ms',
    'resident MB',
    'failures',
  ];
  printTable(
    `${MINUTES} minutes at ${checks.toLocaleString('en')} checks per second`,
    headings,
    rows,
  );
  const settled = residentMb.slice(FILLING_MINUTES);
  if (settled.length < 2) return;
  const slope = `${slopeOf(settled).toFixed(2)} MB per minute`;
  process.stdout.write(`\nresident memory after ${FILLING_MINUTES} minutes: ${slope}\n`);
}

/** How many of the loads are checks. The others are changes. */
const CHECKS = 4;

async function steadyLoads(service: BenchService, apiId: string) {
  const { key: limited } = await service.call('keys.createKey', {
    apiId,
    credits: { remaining: 1_000_000_000 },
    ratelimits: [{ name: 'requests', limit: 1_000_000_000, duration: 60_000, autoApply: true }],
  });
  let next = 0;
  const verify = (nextKey: () => string | undefined) =>
    targetOf(service, 'keys.verifyKey', () => ({ key: nextKey() }));
  return [
    [verify(() => seededKey(Math.floor(Math.random() * KEYS))), 3300],
    [verify(() => limited), 500],
    [verify(() => seededKey(KEYS + (next++ % (KEYS_SEEDED - KEYS)))), 200],
    [
      targetOf(service, 'ratelimit.limit', () => ({
        namespace: 'steady',
        identifier: `user_${next++}`,
        limit: 10,
        duration: 60_000,
      })),
      1000,
    ],
    [targetOf(service, 'keys.createKey', () => ({ apiId })), 10],
  ] as const;
}

async function cellsOf(service: BenchService, results: readonly LoadResult[]): Promise<number[]> {
  const [inUse, spending] = results;
  const checks = results.slice(0, CHECKS);
  const { delayP99Ms, gcMaxMs } = await service.pauses();
  return [
    checks.reduce((sum, { requestsPerSecond }) => sum + requestsPerSecond, 0),
    inUse?.p50Ms ?? Number.NaN,
    inUse?.p99Ms ?? Number.NaN,
    spending?.p99Ms ?? Number.NaN,
    delayP99Ms,
    gcMaxMs,
    service.usage().residentMb,
    results.reduce((sum, { failures }) => sum + failures, 0),
  ];
}

/** Of the line that fits best, per step. */
function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const rise = values.reduce((sum, value, step) => sum + (step - middle) * (value - mean), 0);
  const run = values.reduce((sum, _, step) => sum + (step - middle) ** 2, 0);
  return rise / run;
}
