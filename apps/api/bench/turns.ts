import { type LoadResult, load, type Target } from './load.js';
import type { ServerProcess } from './processes.js';
import { median, printTable, type Row } from './table.js';

export interface Scenario {
  readonly name: string;
  readonly target: Target;
  readonly server: Pick<ServerProcess, 'usage'>;
}

export interface Measurement extends LoadResult {
  /** What one request costs the server. Other load on the machine hardly changes it. */
  readonly cpuMicros: number;
}

const ROUNDS = 3;
const WARM_UP_SECONDS = 2;
const ROUND_SECONDS = 2;
const IDLE_MS = 400;
/** Jobs and pings go on while the server is idle. */
const IDLE_CPU_SECONDS = 0.02;

/**
 * Measures scenarios and compares them with the first one. They take turns, so a machine that gets
 * faster or slower does so for all of them. Each ratio is taken within one turn.
 */
export async function compare(title: string, scenarios: readonly Scenario[]): Promise<void> {
  await warmUp(scenarios);
  const saturated = await measureInTurns(scenarios);
  const half = await measureInTurns(scenarios, (index) => rateOf(saturated, index) / 2);
  printTable(
    title,
    ['req/s', '÷ first', 'p50 ms', 'p99 ms', 'p99 at half load', '÷ first', 'CPU µs', 'MB'],
    scenarios.map((scenario, index) => toRow(scenario, index, saturated, half)),
  );
}

/** Before the first measurement, so that each server has compiled what it runs. */
export async function warmUp(scenarios: readonly Scenario[]): Promise<void> {
  for (const { target } of scenarios) await load(target, { until: { seconds: WARM_UP_SECONDS } });
}

/** One list of measurements per scenario, the i-th of each from the same turn. */
export async function measureInTurns(
  scenarios: readonly Scenario[],
  rate?: (index: number) => number,
  rounds = ROUNDS,
): Promise<Measurement[][]> {
  const results: Measurement[][] = scenarios.map(() => []);
  const servers = [...new Set(scenarios.map(({ server }) => server))];
  for (let round = 0; round < rounds; round++) {
    const order = [...scenarios.entries()];
    // To and fro, so that no scenario always follows the same other one.
    if (round % 2 === 1) order.reverse();
    for (const [index, scenario] of order) {
      await untilIdle(servers);
      results[index]?.push(await measure(scenario, { rate: rate?.(index) }));
    }
  }
  return results;
}

/** Events of the last measurement may still be on their way into the database. */
export async function untilIdle(servers: readonly Scenario['server'][]): Promise<void> {
  const cpuSeconds = () => servers.reduce((sum, server) => sum + server.usage().cpuSeconds, 0);
  for (let before = cpuSeconds(); ; before = cpuSeconds()) {
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    if (cpuSeconds() - before <= IDLE_CPU_SECONDS) return;
  }
}

/** `mayFail`: failures are a part of the result. */
export async function measure(
  { name, target, server }: Scenario,
  {
    rate,
    mayFail = false,
  }: { readonly rate?: number | undefined; readonly mayFail?: boolean } = {},
): Promise<Measurement> {
  const before = server.usage().cpuSeconds;
  const until = { seconds: ROUND_SECONDS };
  const result = await load(target, rate === undefined ? { until } : { until, rate });
  if (result.failures > 0 && !mayFail)
    throw new Error(`${name}: ${result.failures} requests failed`);
  const cpuSeconds = server.usage().cpuSeconds - before;
  return { ...result, cpuMicros: (cpuSeconds / result.requests) * 1_000_000 };
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
  const throughputRatio = median(
    own.map((result, turn) => {
      const first = saturated[0]?.[turn]?.requestsPerSecond ?? Number.NaN;
      return result.requestsPerSecond / first;
    }),
  );
  return {
    name,
    cells: [
      rateOf(saturated, index),
      throughputRatio,
      median(own.map((result) => result.p50Ms)),
      median(own.map((result) => result.p99Ms)),
      leastP99Ms(relaxed),
      leastP99Ms(relaxed) / leastP99Ms(half[0] ?? []),
      median(own.map((result) => result.cpuMicros)),
      server.usage().residentMb,
    ],
  };
}

/** The value of the quietest turn: what delays a virtual machine from outside only adds to it. */
function leastP99Ms(results: readonly LoadResult[]): number {
  return Math.min(...results.map((result) => result.p99Ms));
}
