import { fileURLToPath } from 'node:url';
import { type LoadResult, load, type Target } from './load.js';
import { type ServerProcess, startServer } from './processes.js';
import type { BenchService } from './service.js';
import { median, printTable, type Row } from './table.js';

const PATH = '/v2/keys.verifyKey';
const ROUNDS = 5;
const WARM_UP_SECONDS = 3;
const ROUND_SECONDS = 3;
const CREDITS = 1_000_000_000;

interface Scenario {
  readonly name: string;
  readonly target: Target;
  readonly server: ServerProcess;
}

interface Measurement extends LoadResult {
  /** What one request costs the server; other load on the machine hardly moves it. */
  readonly cpuMicros: number;
}

/**
 * Warm verification beside a bare route. The scenarios take turns, so that a machine that speeds up
 * or slows down does so for all of them, and each ratio is taken within one turn.
 */
export async function benchVerifyKey(service: BenchService, apiId: string): Promise<void> {
  const script = fileURLToPath(new URL('./bare-server.ts', import.meta.url));
  const bare = await startServer(['--import', 'tsx', script], {});
  try {
    const scenarios = await prepare(service, bare, apiId);
    for (const { target } of scenarios) await load(target, { until: { seconds: WARM_UP_SECONDS } });
    const saturated = await measureInTurns(scenarios);
    const half = await measureInTurns(scenarios, (index) => rateOf(saturated, index) / 2);
    printTable(
      'keys.verifyKey, warm',
      ['req/s', '÷ bare', 'p50 ms', 'p99 ms', 'p99 at half load', '÷ bare', 'CPU µs', 'MB'],
      scenarios.map((scenario, index) => toRow(scenario, index, saturated, half)),
    );
  } finally {
    await bare.stop();
  }
}

async function prepare(
  service: BenchService,
  bare: ServerProcess,
  apiId: string,
): Promise<Scenario[]> {
  const plain = await service.call('keys.createKey', { apiId });
  const limited = await service.call('keys.createKey', { apiId, credits: { remaining: CREDITS } });
  const allowed = await service.call('keys.createKey', {
    apiId,
    permissions: ['docs.read', 'docs.write'],
  });
  const on = (server: ServerProcess, body: object): Target => {
    const text = JSON.stringify(body);
    return { url: server.url, path: PATH, rootKey: service.rootKey, nextBody: () => text };
  };
  const query = '(docs.read AND docs.write) OR admin';
  return [
    { name: 'bare Fastify route', server: bare, target: on(bare, { key: plain['key'] }) },
    { name: 'verify', server: service, target: on(service, { key: plain['key'] }) },
    {
      name: 'verify + permission query',
      server: service,
      target: on(service, { key: allowed['key'], permissions: query }),
    },
    { name: 'verify + credits', server: service, target: on(service, { key: limited['key'] }) },
  ];
}

/** One list of measurements per scenario, the i-th of each from the same turn. */
async function measureInTurns(
  scenarios: readonly Scenario[],
  rate?: (index: number) => number,
): Promise<Measurement[][]> {
  const results: Measurement[][] = scenarios.map(() => []);
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, { target, server }] of scenarios.entries()) {
      const before = server.usage().cpuSeconds;
      const until = { seconds: ROUND_SECONDS };
      const result = await load(
        target,
        rate === undefined ? { until } : { until, rate: rate(index) },
      );
      if (result.failures > 0) throw new Error(`${result.failures} requests failed`);
      const cpuSeconds = server.usage().cpuSeconds - before;
      const requests = result.requestsPerSecond * ROUND_SECONDS;
      results[index]?.push({ ...result, cpuMicros: (cpuSeconds / requests) * 1_000_000 });
    }
  }
  return results;
}

function rateOf(results: readonly Measurement[][], index: number): number {
  return median((results[index] ?? []).map((result) => result.requestsPerSecond));
}

function toRow(
  { name, server }: Scenario,
  index: number,
  saturated: readonly Measurement[][],
  half: readonly Measurement[][],
): Row {
  const own = saturated[index] ?? [];
  const relaxed = half[index] ?? [];
  const ratio = (results: readonly Measurement[][], field: 'requestsPerSecond' | 'p99Ms') =>
    median(
      (results[index] ?? []).map(
        (result, turn) => result[field] / (results[0]?.[turn]?.[field] ?? Number.NaN),
      ),
    );
  return {
    name,
    cells: [
      rateOf(saturated, index),
      ratio(saturated, 'requestsPerSecond'),
      median(own.map((result) => result.p50Ms)),
      median(own.map((result) => result.p99Ms)),
      median(relaxed.map((result) => result.p99Ms)),
      ratio(half, 'p99Ms'),
      median(own.map((result) => result.cpuMicros)),
      server.usage().residentMb,
    ],
  };
}
