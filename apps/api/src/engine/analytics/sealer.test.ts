import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  missingEngine,
  startTestEngine,
  type TestAnalytics,
} from '../../../test/analytics-engine.js';
import {
  addWorkspace,
  DAY_MS,
  newRelay,
  recordSome,
  TODAY_MS,
  YESTERDAY_MS,
} from '../../../test/relay.js';
import { type Store, startStore } from '../../../test/store.js';
import { AnalyticsFailure } from '../../analytics/failures.js';
import { ROLLUPS, type Rollup, type Span } from '../../analytics/rollups.js';
import { type AnalyticsSink, openSink } from '../../analytics/sink.js';
import { findSealedUntil } from '../../store/outbox/spans.js';

const TABLES = Object.values(ROLLUPS).flatMap(({ tables }) => tables.map(({ name }) => name));

describe.skipIf(missingEngine !== undefined)('sums of a day', () => {
  let engine: TestAnalytics;
  let store: Store;
  let workspaceId = '';
  beforeAll(async () => {
    engine = await startTestEngine();
  });
  afterAll(() => engine.stop());
  beforeEach(async () => {
    store = await startStore();
    workspaceId = await addWorkspace(store);
  });
  afterEach(() => store.stop());

  async function one(query: string): Promise<Record<string, number>> {
    const [row] = await engine.select<Record<string, number>>(query);
    return row ?? {};
  }

  const of = () => `WHERE workspace_id = '${workspaceId}'`;

  /** What each table says of the same events. */
  async function totals() {
    const tables = ['usage_hist', 'usage_keys', 'key_verifications_per_day'];
    const verifications = await Promise.all(
      tables.map((table) =>
        one(`SELECT toFloat64(sum(count)) AS events, toFloat64(sum(spent_credits)) AS credits
          FROM unlatch.${table} ${of()}`),
      ),
    );
    const checks = await Promise.all(
      ['usage_limits', 'ratelimits_per_day'].map((table) =>
        one(`SELECT toFloat64(sum(total)) AS events, toFloat64(sum(passed)) AS allowed,
          toFloat64(sum(total_tokens)) AS cost, toFloat64(sum(passed_tokens)) AS passedTokens
          FROM unlatch.${table} ${of()}`),
      ),
    );
    return { verifications, checks };
  }

  async function rawTotals(dayMs: number) {
    const within = `${of()} AND time >= ${dayMs} AND time < ${dayMs + DAY_MS}`;
    const verifications = await one(`
      SELECT toFloat64(count()) AS events, toFloat64(sum(spent_credits)) AS credits
      FROM unlatch.key_verifications_raw ${within}`);
    const checks = await one(`
      SELECT toFloat64(count()) AS events, toFloat64(countIf(passed)) AS allowed,
        toFloat64(sum(tokens)) AS cost, toFloat64(sumIf(tokens, passed)) AS passedTokens
      FROM unlatch.limit_checks_raw ${within}`);
    return { verifications: Array(3).fill(verifications), checks: Array(2).fill(checks) };
  }

  it('are those of its events, in every table', async () => {
    await recordSome(store.db, workspaceId, { count: 1000, dayMs: YESTERDAY_MS });
    await newRelay({ store, engine }).drain();
    expect(await totals()).toEqual(await rawTotals(YESTERDAY_MS));
    const tags = await one(`SELECT toFloat64(sum(count)) AS n FROM unlatch.usage_tags ${of()}`);
    expect(tags['n']).toBe(2 * Math.ceil(1000 / 3));
    const states = await one(`
      SELECT avgMerge(latency_avg) AS average, quantilesTDigestMerge(0.99)(latency_p99)[1] AS p99
      FROM unlatch.key_verifications_per_day ${of()}`);
    expect(states['average']).toBeCloseTo((50 + 999 / 2) / 1000, 5);
    expect(states['p99']).toBeGreaterThan(0.9);
  });

  it('are made when the day is over, and stand until then for no event', async () => {
    await recordSome(store.db, workspaceId, { count: 50, dayMs: TODAY_MS });
    await newRelay({ store, engine }).drain();
    expect(await totals()).toMatchObject({ verifications: [{ events: 0 }, {}, {}] });
    const sealed = { rollup: 'verifications', nowMs: TODAY_MS + 1 };
    expect(await findSealedUntil(store.db, sealed)).toBe(TODAY_MS);
  });

  it('say from when on queries have to count events', async () => {
    const nowMs = TODAY_MS + 1;
    await recordSome(store.db, workspaceId, { count: 50, dayMs: YESTERDAY_MS });
    const { relay, failures } = newRelay({ store, engine, around: failsToSeal });
    await relay.turn();
    expect(failures).toMatchObject([{ kind: 'busy' }]);
    expect(await findSealedUntil(store.db, { rollup: 'verifications', nowMs })).toBe(YESTERDAY_MS);
    await relay.stop();
    await newRelay({ store, engine }).drain();
    expect(await findSealedUntil(store.db, { rollup: 'verifications', nowMs })).toBe(TODAY_MS);
  });

  it('are made again when events come late, and twice they are the same', async () => {
    await recordSome(store.db, workspaceId, { count: 100, dayMs: YESTERDAY_MS });
    const first = newRelay({ store, engine });
    await first.drain();
    await first.die();
    await recordSome(store.db, workspaceId, { count: 30, dayMs: YESTERDAY_MS });
    // A moment ago: a span that was sealed is left alone for a minute.
    await sql`update analytics_spans set sealed_at_ms = sealed_at_ms - 60000`.execute(store.db);
    await newRelay({ store, engine }).drain();
    const expected = await rawTotals(YESTERDAY_MS);
    expect(expected.verifications[0]).toMatchObject({ events: 130 });
    expect(await totals()).toEqual(expected);
    const sink = openSink(engine.address);
    for (const rollup of ['verifications', 'limit_checks'] as const) {
      await sink.seal(rollup, { fromMs: YESTERDAY_MS, toMs: TODAY_MS });
    }
    await sink.close();
    expect(await totals()).toEqual(expected);
  });

  it('are right after a kill between any two statements, once they are made again', async () => {
    await recordSome(store.db, workspaceId, { count: 100, dayMs: YESTERDAY_MS });
    await newRelay({ store, engine, around: failsToSeal }).relay.turn();
    const span = { fromMs: YESTERDAY_MS, toMs: TODAY_MS };
    const expected = await rawTotals(YESTERDAY_MS);
    for (const steps of stepsOfSealing(span)) {
      for (let done = 1; done <= steps.length; done++) {
        for (const step of steps.slice(0, done)) await engine.run(step);
        await sealBoth(span);
      }
    }
    expect(await totals()).toEqual(expected);
  });

  it('are no other day’s, if a day has no events any more', async () => {
    await recordSome(store.db, workspaceId, { count: 40, dayMs: YESTERDAY_MS });
    await newRelay({ store, engine }).drain();
    await engine.run(`DELETE FROM unlatch.key_verifications_raw ${of()}`);
    await engine.run(`DELETE FROM unlatch.limit_checks_raw ${of()}`);
    await sealBoth({ fromMs: YESTERDAY_MS, toMs: TODAY_MS });
    expect(await totals()).toMatchObject({ verifications: [{ events: 0 }, {}, {}] });
  });

  it('become those of the month, once it is over', async () => {
    const lastMonth = new Date(TODAY_MS);
    const fromMs = Date.UTC(lastMonth.getUTCFullYear(), lastMonth.getUTCMonth() - 1);
    await sql`update workspaces set log_retention_days = 90`.execute(store.db);
    await recordSome(store.db, workspaceId, { count: 60, dayMs: fromMs });
    await recordSome(store.db, workspaceId, { count: 20, dayMs: fromMs + 3 * DAY_MS });
    await newRelay({ store, engine }).drain();
    const months = await engine.select(`
      SELECT time, toFloat64(sum(count)) AS events FROM unlatch.key_verifications_per_month ${of()}
      GROUP BY time`);
    expect(months).toEqual([{ time: new Date(fromMs).toISOString().slice(0, 10), events: 80 }]);
  });

  async function sealBoth(span: Span) {
    const sink = openSink(engine.address);
    for (const rollup of ['verifications', 'limit_checks'] as const) await sink.seal(rollup, span);
    await sink.close();
  }
});

/** The statements for each table, as the sink sends them. */
function stepsOfSealing(span: Span): readonly (readonly string[])[] {
  const day = new Date(span.fromMs).toISOString().slice(0, 10);
  return [ROLLUPS.verifications, ROLLUPS.limit_checks].flatMap(({ tables }) =>
    tables.map(({ name, select }) => [
      `TRUNCATE TABLE unlatch.${name}_new`,
      `INSERT INTO unlatch.${name}_new ${select(span)}`,
      `ALTER TABLE unlatch.${name} REPLACE PARTITION '${day}' FROM unlatch.${name}_new`,
    ]),
  );
}

function failsToSeal(sink: AnalyticsSink): AnalyticsSink {
  const seal = (_rollup: Rollup) => Promise.reject(new AnalyticsFailure('busy', 241));
  return { ...sink, seal };
}

it('every table of sums has a name of its own', () => {
  expect(new Set(TABLES).size).toBe(TABLES.length);
});
