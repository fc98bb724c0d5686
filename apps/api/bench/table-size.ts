import { type LoadResult, load, type Target } from './load.js';
import { type BenchService, seededKey, seedKeys } from './service.js';
import { printTable, type Row } from './table.js';

const SIZES = [10_000, 1_000_000];
const COLD_REQUESTS = 8000;
const WARM_SECONDS = 3;

/**
 * The same verification with few and with many keys in the table. Cold requests each name a key
 * that this process has never seen; warm ones name one key.
 */
export async function benchTableSize(service: BenchService): Promise<void> {
  const { apiId = '' } = await service.call('apis.createApi', { name: 'Table size' });
  const rows: Row[] = [];
  let seeded = 0;
  for (const size of SIZES) {
    await seedKeys(service.db, { apiId, from: seeded, to: size });
    const cold = await load(coldTarget(service, seeded), { until: { requests: COLD_REQUESTS } });
    const warm = await load(warmTarget(service, seeded), { until: { seconds: WARM_SECONDS } });
    rows.push(toRow(`${size.toLocaleString('en')} keys, cold`, cold));
    rows.push(toRow(`${size.toLocaleString('en')} keys, warm`, warm));
    seeded = size;
  }
  printTable('keys.verifyKey by number of keys in the table', ['req/s', 'p50 ms', 'p99 ms'], rows);
}

function coldTarget(service: BenchService, from: number): Target {
  let next = from;
  return target(service, () => JSON.stringify({ key: seededKey(next++) }));
}

function warmTarget(service: BenchService, from: number): Target {
  const body = JSON.stringify({ key: seededKey(from) });
  return target(service, () => body);
}

function target({ url, rootKey }: BenchService, nextBody: () => string): Target {
  return { url, path: '/v2/keys.verifyKey', rootKey, nextBody };
}

function toRow(name: string, result: LoadResult): Row {
  if (result.failures > 0) throw new Error(`${result.failures} requests failed`);
  return { name, cells: [result.requestsPerSecond, result.p50Ms, result.p99Ms] };
}
