import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { plainScenario, warmChecks } from './checks.js';
import { pair } from './pair.js';
import { moveToAnyCpu, moveToLoadCpu, startServer } from './processes.js';
import { type BenchService, seededKey, startBenchService } from './service.js';
import { printTable, type Row } from './table.js';

const METRICS_TOKEN = 'token_of_the_benchmark';
const ASK_EVERY_MS = 500;
/** The first checks of the list: those of keys. */
const CHECKS = 3;

/**
 * What an analytics engine costs: a service without one and a service with one take turns at each
 * check, beside the bare route. The engine works on the core of the load and of PostgreSQL.
 *
 * The second table has the processor time of everything: the service, its PostgreSQL and the
 * engine, until all events are in the engine, divided by the events.
 */
export async function benchAnalyticsCost(): Promise<void> {
  moveToLoadCpu();
  const directory = await mkdtemp(path.join(tmpdir(), 'unlatch-bench-analytics-'));
  const bare = await startServer([
    '--import',
    'tsx',
    fileURLToPath(new URL('./bare-server.ts', import.meta.url)),
  ]);
  const env = { METRICS_TOKEN, DATA_DIR: directory };
  const without = await startBenchService({ env: { ...env, ANALYTICS: 'off' } });
  const withEngine = await startBenchService({ env: { ...env, ANALYTICS: 'on' } });
  try {
    await untilReading(withEngine, 'unlatch_analytics_engine_up', 1);
    withEngine.moveChildrenToLoadCpu();
    const [first, second] = [usageOf(without), usageOf(withEngine)];
    printTable(
      'Without an engine and with one, in turns',
      ['÷ bare without', '÷ bare with', 'with ÷ without', 'CPU µs without', 'with', 'CPU ratio'],
      await compare(bare, without, withEngine),
    );
    await untilReading(withEngine, 'unlatch_analytics_outbox_events', 0);
    printTable(
      'Processor time for an event, µs',
      ['service', 'PostgreSQL', 'engine', 'together'],
      [
        await costOf('without an engine', without, first),
        await costOf('with an engine', withEngine, second),
      ],
    );
  } finally {
    moveToAnyCpu();
    for (const server of [bare, without, withEngine]) await server.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

async function compare(
  bare: Awaited<ReturnType<typeof startServer>>,
  without: BenchService,
  withEngine: BenchService,
): Promise<Row[]> {
  const body = () => ({ key: seededKey(0) });
  const route = plainScenario('bare Fastify route', bare, { path: '/v2/keys.verifyKey', body });
  const [olds, news] = [await checksOf(without), await checksOf(withEngine)];
  const rows: Row[] = [];
  for (const [index, scenario] of news.entries()) {
    const old = olds[index];
    if (old !== undefined) rows.push(await pair(route, old, scenario));
  }
  return rows;
}

async function checksOf(service: BenchService) {
  const { apiId = '' } = await service.call('apis.createApi', { name: 'Checks' });
  return (await warmChecks(service, apiId)).slice(0, CHECKS);
}

function usageOf(service: BenchService) {
  const own = service.usage().cpuSeconds;
  return {
    service: own,
    database: service.database.usage().cpuSeconds,
    engine: service.usageWithChildren().cpuSeconds - own,
  };
}

async function costOf(
  name: string,
  service: BenchService,
  before: ReturnType<typeof usageOf>,
): Promise<Row> {
  const after = usageOf(service);
  const events = await readingOf(service, 'unlatch_events_total{outcome="written"}');
  const micros = (part: keyof typeof after) => ((after[part] - before[part]) / events) * 1_000_000;
  const parts = [micros('service'), micros('database'), micros('engine')];
  return { name, cells: [...parts, parts.reduce((sum, one) => sum + one, 0)] };
}

async function untilReading(service: BenchService, series: string, value: number): Promise<void> {
  while ((await readingOf(service, series)) !== value) {
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
}

async function readingOf({ url }: BenchService, series: string): Promise<number> {
  const headers = { authorization: `Bearer ${METRICS_TOKEN}` };
  const text = await (await fetch(`${url}/metrics`, { headers })).text();
  const line = text.split('\n').find((one) => one.startsWith(`${series} `));
  return Number(line?.split(' ')[1] ?? Number.NaN);
}
