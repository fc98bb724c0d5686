import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inTransaction } from '../src/store/database/transaction.js';
import { insertWorkspace } from '../src/store/workspaces/workspaces.js';
import { addRootKey } from '../test/root-key-rows.js';
import { fill } from './analytics.js';
import { load, type Target } from './load.js';
import { type BenchService, startBenchService } from './service.js';
import { printTable, type Row } from './table.js';

const DAY_MS = 86_400_000;
const SECONDS = 10;
const RATE = Number(process.env['BENCH_RATE'] ?? 500);
const TENANTS = 10;
const DASHBOARDS = 50;
const POLL_MS = 1000;

/** As heavy as a query may be: all events of a tenant, by group, with nothing prepared for it. */
const HEAVY = [
  'SELECT key_id, uniqExact(request_id) AS n, quantile(0.99)(latency) AS slow, groupUniqArray(external_id) AS users FROM key_verifications_v1 GROUP BY key_id ORDER BY n DESC LIMIT 100',
  'SELECT a.external_id, count() AS n FROM key_verifications_v1 AS a JOIN key_verifications_v1 AS b ON a.request_id = b.request_id GROUP BY a.external_id ORDER BY n DESC LIMIT 10',
  "SELECT arrayJoin(tags) AS tag, toStartOfMinute(fromUnixTimestamp64Milli(time)) AS minute, count() AS n FROM key_verifications_v1 WHERE outcome LIKE '%A%' GROUP BY tag, minute ORDER BY n DESC LIMIT 1000",
];

/** What else is asked of the service while keys are verified. Resolves when `isOver`. */
type Beside = (asked: Asked) => Promise<void>;

interface Asked {
  readonly tenants: readonly Target[];
  readonly isOver: () => boolean;
  readonly counts: Map<number, number>;
}

const KINDS: Readonly<Record<string, Beside>> = {
  'heavy queries of ten tenants': ({ tenants, ...asked }) =>
    together(tenants.map((tenant) => () => heavyQueries(tenant, asked))),
  '50 dashboards that poll': ({ tenants, ...asked }) =>
    together(
      Array.from(
        { length: DASHBOARDS },
        (_, index) => () => pollCharts(tenants[index % tenants.length], asked),
      ),
    ),
  both: async (asked) => {
    await Promise.all([
      KINDS['heavy queries of ten tenants']?.(asked),
      KINDS['50 dashboards that poll']?.(asked),
    ]);
  },
};

/**
 * Checks come first: warm verification beside the heaviest queries that are allowed and beside
 * charts, compared with the same right before it. All processes share the cores.
 */
export async function benchBesideAnalytics(events: number): Promise<void> {
  const directory = await mkdtemp(path.join(tmpdir(), 'unlatch-bench-beside-'));
  const env = { DATA_DIR: directory, ANALYTICS: 'on' };
  const service = await startBenchService({ env, isPinned: false });
  try {
    await untilEngine(service);
    const socketPath = path.join(directory, 'analytics', 'engine.sock');
    const todayMs = Date.now() - (Date.now() % DAY_MS);
    await fill({ kind: 'embedded', socketPath }, { events, todayMs });
    const tenants = await addTenants(service);
    const { apiId = '' } = await service.call('apis.createApi', { name: 'Checks' });
    const { key } = await service.call('keys.createKey', { apiId });
    const check = {
      ...service,
      path: '/v2/keys.verifyKey',
      nextBody: () => JSON.stringify({ key }),
    };
    const rows: Row[] = [];
    await load(check, { until: { seconds: SECONDS }, ...CHECKING });
    for (const name of Object.keys(KINDS)) rows.push(await compareWith(name, { check, tenants }));
    printTable(`${RATE} verifications per second beside analytics`, HEADINGS, rows);
  } finally {
    await service.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

/** It sleeps, because a load that never does would itself compete with the engine. */
const CHECKING = { rate: RATE, sleeps: true };

const HEADINGS = ['p50 ms', 'beside', 'p99 ms', 'beside', 'ratio', 'failed', 'answered', 'refused'];

async function compareWith(
  name: string,
  { check, tenants }: { readonly check: Target; readonly tenants: readonly Target[] },
): Promise<Row> {
  const alone = await load(check, { until: { seconds: SECONDS }, ...CHECKING });
  const counts = new Map<number, number>();
  let over = false;
  const asking = KINDS[name]?.({ tenants, isOver: () => over, counts });
  const beside = await load(check, { until: { seconds: SECONDS }, ...CHECKING });
  over = true;
  await asking;
  const answered = counts.get(200) ?? 0;
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const failed = alone.failures + beside.failures;
  const p99s = [alone.p99Ms, beside.p99Ms, beside.p99Ms / alone.p99Ms];
  const cells = [alone.p50Ms, beside.p50Ms, ...p99s, failed, answered, all - answered];
  return { name, cells };
}

async function heavyQueries(tenant: Target, asked: Omit<Asked, 'tenants'>): Promise<void> {
  for (let turn = 0; !asked.isOver(); turn++) {
    const query = HEAVY[turn % HEAVY.length];
    await ask(tenant, { operation: 'analytics.getVerifications', body: { query } }, asked);
  }
}

async function pollCharts(tenant: Target | undefined, asked: Omit<Asked, 'tenants'>) {
  if (tenant === undefined) return;
  while (!asked.isOver()) {
    const to = Date.now();
    const body = { metric: 'verifications', from: to - 30 * DAY_MS, to, groupBy: 'outcome' };
    await ask(tenant, { operation: 'analytics.series', body }, asked);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

async function ask(
  { url, rootKey }: Target,
  { operation, body }: { readonly operation: string; readonly body: object },
  { counts }: Pick<Asked, 'counts'>,
): Promise<void> {
  const response = await fetch(`${url}/v2/${operation}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${rootKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  await response.arrayBuffer();
  counts.set(response.status, (counts.get(response.status) ?? 0) + 1);
}

async function together(workers: readonly (() => Promise<void>)[]): Promise<void> {
  await Promise.all(workers.map((work) => work()));
}

/** The workspaces to which the events of the engine belong. */
async function addTenants({ db, url }: BenchService): Promise<Target[]> {
  const nowMs = Date.now();
  const tenants: Target[] = [];
  for (let index = 0; index < TENANTS; index++) {
    const id = `ws_${index}`;
    await inTransaction(db, (tx) => insertWorkspace(tx, { id, name: 'Tenant', nowMs }));
    const permissions = ['api.*.read_analytics'];
    const { rootKey } = await addRootKey(db, { workspaceId: id, permissions, nowMs });
    tenants.push({ url, rootKey, path: '', nextBody: () => '' });
  }
  return tenants;
}

async function untilEngine(service: BenchService): Promise<void> {
  for (;;) {
    const { engine } = await service.call('analytics.status', {});
    if (engine === 'on') return;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
