import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { plainScenario, warmChecks } from './checks.js';
import { moveToAnyCpu, moveToLoadCpu, startServer } from './processes.js';
import { type BenchService, seededKey, startBenchService } from './service.js';
import { median, printTable, type Row } from './table.js';
import { type Measurement, measureInTurns, type Scenario, warmUp } from './turns.js';

const ROUNDS = 7;
const ENTRY = 'apps/api/dist/src/main.js';

/**
 * What a change costs: the build of another checkout, in BENCH_BEFORE, and the build of this one
 * take turns at each check, beside the bare route. Every ratio is taken within one turn.
 */
export async function benchPair(): Promise<void> {
  const checkout = process.env['BENCH_BEFORE'];
  if (checkout === undefined) throw new Error('set BENCH_BEFORE to a checkout that is built');
  moveToLoadCpu();
  const bare = await startServer([
    '--import',
    'tsx',
    fileURLToPath(new URL('./bare-server.ts', import.meta.url)),
  ]);
  const before = await startBenchService({ entry: path.resolve(checkout, ENTRY) });
  const after = await startBenchService();
  const body = () => ({ key: seededKey(0) });
  const route = plainScenario('bare Fastify route', bare, { path: '/v2/keys.verifyKey', body });
  try {
    const [olds, news] = [await checksOf(before), await checksOf(after)];
    const rows: Row[] = [];
    for (const [index, scenario] of news.entries()) {
      const old = olds[index];
      if (old !== undefined) rows.push(await pair(route, old, scenario));
    }
    printTable(
      'Before and after, in turns',
      ['÷ bare before', '÷ bare after', 'after ÷ before', 'CPU µs before', 'after', 'CPU ratio'],
      rows,
    );
  } finally {
    moveToAnyCpu();
    for (const server of [bare, before, after]) await server.stop();
  }
}

async function checksOf(service: BenchService): Promise<Scenario[]> {
  const { apiId = '' } = await service.call('apis.createApi', { name: 'Checks' });
  return warmChecks(service, apiId);
}

export async function pair(bare: Scenario, before: Scenario, after: Scenario): Promise<Row> {
  const scenarios = [bare, before, after];
  await warmUp(scenarios);
  const [bares = [], olds = [], news = []] = await measureInTurns(scenarios, undefined, ROUNDS);
  const rate = ({ requestsPerSecond }: Measurement) => requestsPerSecond;
  const cpu = ({ cpuMicros }: Measurement) => cpuMicros;
  return {
    name: after.name,
    cells: [
      ratio(olds, bares, rate),
      ratio(news, bares, rate),
      ratio(news, olds, rate),
      median(olds.map(cpu)),
      median(news.map(cpu)),
      ratio(news, olds, cpu),
    ],
  };
}

/** Of the measurements of one turn each, the median over the turns. */
function ratio(
  some: readonly Measurement[],
  others: readonly Measurement[],
  read: (measurement: Measurement) => number,
): number {
  return median(
    some.map((one, turn) => {
      const other = others[turn];
      return other === undefined ? Number.NaN : read(one) / read(other);
    }),
  );
}
