import { startTestRedis } from '@unlatch/testkit';
import { warmChecks } from './checks.js';
import { load } from './load.js';
import { startBeforeLoad } from './processes.js';
import { type BenchService, startBenchService } from './service.js';
import { median, printTable, type Row } from './table.js';

const ROUNDS = 3;
const SECONDS = 3;

/**
 * The same load on one process and on two, and every process may run on any core. On a machine with
 * two cores, the generator takes part of one. So this shows less than a larger machine would.
 */
export async function benchWorkers(): Promise<void> {
  const redis = await startBeforeLoad(() => startTestRedis());
  try {
    const rows: Row[] = [];
    for (const workers of ['1', '2']) rows.push(...(await measure(workers, redis.url)));
    printTable('Processes on one machine, counters in Redis', ['req/s', 'p99 ms'], rows);
  } finally {
    await redis.stop();
  }
}

async function measure(workers: string, redisUrl: string): Promise<Row[]> {
  const env = { WORKERS: workers, REDIS_URL: redisUrl };
  const service: BenchService = await startBenchService({ env, isPinned: false });
  try {
    const { apiId = '' } = await service.call('apis.createApi', { name: 'Checks' });
    const rows: Row[] = [];
    for (const { name, target } of await warmChecks(service, apiId)) {
      await load(target, { until: { seconds: 1 } });
      const results = [];
      for (let round = 0; round < ROUNDS; round++) {
        results.push(await load(target, { until: { seconds: SECONDS } }));
      }
      const failures = results.reduce((sum, result) => sum + result.failures, 0);
      if (failures > 0) throw new Error(`${name}: ${failures} requests failed`);
      rows.push({
        name: `${name}, WORKERS=${workers}`,
        cells: [
          median(results.map((result) => result.requestsPerSecond)),
          median(results.map((result) => result.p99Ms)),
        ],
      });
    }
    return rows;
  } finally {
    await service.stop();
  }
}
