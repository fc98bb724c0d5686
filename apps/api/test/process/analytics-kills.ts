import path from 'node:path';
import { engineSocketPath } from '@unlatch/analytics-engine';
import type { RunningService } from '@unlatch/testkit';
import { expect, vi } from 'vitest';
import { openEngineClient } from '../../src/analytics/client.js';
import { engineFolder } from '../analytics-engine.js';
import { openEmbedded, postgresPid, start, TWO_WORKERS, workerPids } from './harness.js';
import { newKey, startRecordedLoad } from './recorded-load.js';

/*
 * A service of two workers with the embedded engine, under load. Its parts are killed at random
 * moments: the engine, a worker, the primary, PostgreSQL. Events in the memory of a killed process
 * are lost, to the sums and to the engine alike. All others are in both, once.
 */

const VICTIMS = ['engine', 'worker', 'primary', 'PostgreSQL'] as const;
type Victim = (typeof VICTIMS)[number];

const PATIENCE = { timeout: 60_000, interval: 50 };
const LANDING = { timeout: 30_000, interval: 100 };

/** Numbers from 0 to below 1 that a seed repeats. */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

export function envWithEngine(dataDir: string): Readonly<Record<string, string>> {
  return {
    ...TWO_WORKERS,
    DATA_DIR: dataDir,
    ANALYTICS: 'auto',
    ANALYTICS_ENGINE_DIR: engineFolder,
    UNLATCH_ROOT_KEY: 'unkey_of_the_analytics_kills',
  };
}

export interface KillPlan {
  readonly dataDir: string;
  readonly seed: number;
  /** How many are killed, one after the other; each of the four at least once in four. */
  readonly kills: number;
}

/** Returns how many answers there were. */
export async function loadWithKills({ dataDir, seed, kills }: KillPlan): Promise<number> {
  const random = seeded(seed);
  let answers = 0;
  let service = await start(envWithEngine(dataDir));
  for (let kill = 0; kill < kills; kill++) {
    // A connection to a worker that was killed fails once.
    const key = await vi.waitFor(() => newKey(service), PATIENCE);
    const load = startRecordedLoad(service, key, ['plan=free']);
    const wanted = 200 + Math.floor(random() * 800);
    await vi.waitFor(() => expect(load.answered.limitChecks).toBeGreaterThan(wanted), PATIENCE);
    const victim = VICTIMS[kill % VICTIMS.length] ?? 'engine';
    service = await killAndGoOn(service, dataDir, victim);
    answers += load.answered.verifications + load.answered.limitChecks;
    await stopLoad(load, service);
  }
  await service.stop();
  return answers;
}

/** A caller of the load stops at its first request without an answer, such as after a kill. */
async function stopLoad(
  load: ReturnType<typeof startRecordedLoad>,
  service: RunningService,
): Promise<void> {
  load.stop();
  await load.over;
  expect(service.pid).toBeGreaterThan(0);
}

async function killAndGoOn(
  service: RunningService,
  dataDir: string,
  victim: Victim,
): Promise<RunningService> {
  if (victim === 'engine') {
    const pid = enginePid(service);
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
    return service;
  }
  if (victim === 'worker') {
    const worker = workerPids(service).at(-1) ?? 0;
    process.kill(worker, 'SIGKILL');
    return service;
  }
  if (victim === 'PostgreSQL') process.kill(await postgresPid(dataDir), 'SIGKILL');
  await service.kill();
  return start(envWithEngine(dataDir));
}

/** The latest one. `undefined`: it has not been ready yet. */
function enginePid(service: RunningService): number | undefined {
  const lines = service.stderr().match(/"event":"analytics_engine_ready","pid":\d+/g) ?? [];
  const pid = lines.at(-1)?.match(/\d+$/)?.[0];
  return pid === undefined ? undefined : Number(pid);
}

/** Waits until nothing is under way, then compares what PostgreSQL and the engine have counted. */
export async function compareSums(dataDir: string): Promise<number> {
  const service = await start(envWithEngine(dataDir));
  const database = await openEmbedded(dataDir);
  const client = openEngineClient(
    { kind: 'embedded', socketPath: engineSocketPath(path.join(dataDir, 'analytics')) },
    { as: 'writer', requestTimeoutMs: 30_000, connectionsMax: 1 },
  );
  const select = async (query: string) => {
    const result = await client.query({ query, format: 'JSONEachRow' });
    return result.json<{ what: string; count: number }>();
  };
  try {
    await vi.waitFor(async () => {
      const { rows } = await database.query<{ open: number }>(OPEN);
      expect(rows).toEqual([{ open: 0 }]);
    }, PATIENCE);
    const counted = await database.query<{ what: string; count: number }>(SUMS);
    const delivered = await select(DELIVERED);
    expect(new Map(delivered.map(({ what, count }) => [what, count]))).toEqual(
      new Map(counted.rows.map(({ what, count }) => [what, count])),
    );
    const [twice] = await select(TWICE);
    expect(twice?.count).toBe(0);
    return delivered.reduce((sum, { count }) => sum + count, 0);
  } finally {
    await client.close();
    await database.end();
    await service.stop();
  }
}

const OPEN = `
  select ((select count(*) from event_outbox where delivered_at_ms is null)
    + (select count(*) from verifications) + (select count(*) from limit_checks))::int as open`;

const SUMS = `
  select workspace_id || ' ' || hour_ms || ' ' || key_id || ' ' || code as what,
    sum(count)::int as count
  from verifications_per_hour group by 1
  union all
  select workspace_id || ' ' || hour_ms || ' ' || identifier, sum(count)::int
  from limit_checks_per_hour group by 1`;

const HOUR = 'toString(intDiv(time, 3600000) * 3600000)';

const DELIVERED = `
  SELECT concat(workspace_id, ' ', ${HOUR}, ' ', key_id, ' ', outcome) AS what,
    toFloat64(count()) AS count
  FROM unlatch.key_verifications_raw GROUP BY what
  UNION ALL
  SELECT concat(workspace_id, ' ', ${HOUR}, ' ', identifier) AS what, toFloat64(count()) AS count
  FROM unlatch.limit_checks_raw GROUP BY what`;

const TWICE = `
  SELECT 'twice' AS what, toFloat64(sum(events - different)) AS count FROM (
    SELECT count() AS events, uniqExact(request_id) AS different FROM unlatch.key_verifications_raw
    UNION ALL
    SELECT count(), uniqExact(request_id, item) FROM unlatch.limit_checks_raw
  )`;

/** Waits until both workers land batches in the outbox. */
export async function untilLanding(dataDir: string): Promise<void> {
  const database = await openEmbedded(dataDir);
  try {
    await vi.waitFor(async () => {
      const { rows } = await database.query('select 1 from analytics_engines');
      expect(rows).toHaveLength(1);
    }, LANDING);
  } finally {
    await database.end();
  }
}
