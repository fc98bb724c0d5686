import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  missingEngine,
  startTestEngine,
  type TestAnalytics,
} from '../../../test/analytics-engine.js';
import { DAY_MS, newRelay, recordSome, TODAY_MS } from '../../../test/relay.js';
import { type Store, startStore } from '../../../test/store.js';
import { LandingChoice } from './landing.js';

const LONG = 'ws_keeps_long';
const SHORT = 'ws_keeps_short';

describe.skipIf(missingEngine !== undefined)('what is kept no longer', () => {
  let engine: TestAnalytics;
  let store: Store;
  beforeAll(async () => {
    engine = await startTestEngine();
  });
  afterAll(() => engine.stop());
  beforeEach(async () => {
    store = await startStore();
    for (const [id, days] of [
      [LONG, 10],
      [SHORT, 3],
    ] as const) {
      await store.db
        .insertInto('workspaces')
        .values({ id, name: id, enabled: true, created_at_ms: 0, log_retention_days: days })
        .execute();
    }
  });
  afterEach(() => store.stop());

  /** The days before today of which a table has something for a workspace. */
  async function agesIn(table: string, workspaceId: string): Promise<number[]> {
    const day = table.endsWith('_raw') ? "fromUnixTimestamp64Milli(time, 'UTC')" : 'time';
    const rows = await engine.select<{ age: number }>(`
      SELECT DISTINCT toInt32(toDate('${new Date(TODAY_MS).toISOString().slice(0, 10)}')
        - toDate(${day})) AS age
      FROM unlatch.${table} WHERE workspace_id = '${workspaceId}' ORDER BY age`);
    return rows.map(({ age }) => age);
  }

  it('is removed by days, and for workspaces that keep less by rows', async () => {
    for (const workspaceId of [LONG, SHORT]) {
      for (const age of [1, 5, 12]) {
        await recordSome(store.db, workspaceId, { count: 20, dayMs: TODAY_MS - age * DAY_MS });
      }
    }
    await newRelay({ store, engine }).drain();
    for (const table of ['key_verifications_raw', 'limit_checks_raw']) {
      expect(await agesIn(table, LONG)).toEqual([1, 5]);
      expect(await agesIn(table, SHORT)).toEqual([1]);
    }
    for (const table of ['usage_keys', 'usage_hist', 'usage_limits', 'key_verifications_per_day']) {
      expect(await agesIn(table, LONG)).toEqual([1, 5]);
      expect(await agesIn(table, SHORT)).toEqual([1]);
    }
    // Nothing is left to remove, and nothing else goes.
    const again = newRelay({ store, engine });
    await again.drain();
    expect(await agesIn('key_verifications_raw', LONG)).toEqual([1, 5]);
  });

  it('stays in the outbox until it was delivered long ago', async () => {
    const days = async () => {
      const { rows } = await sql<{ name: string }>`
        select inhrelid::regclass::text as name from pg_inherits
        where inhparent = 'event_outbox'::regclass order by 1`.execute(store.db);
      return rows.length;
    };
    await recordSome(store.db, LONG, { count: 10, dayMs: TODAY_MS - 5 * DAY_MS });
    await recordSome(store.db, LONG, { count: 10, dayMs: TODAY_MS - 4 * DAY_MS });
    const first = newRelay({ store, engine, deliveredKeptMs: DAY_MS });
    await first.drain();
    await first.die();
    expect(await days()).toBe(2);
    await sql`
      update event_outbox set delivered_at_ms = delivered_at_ms - ${2 * DAY_MS}
      where time_ms < ${TODAY_MS - 4 * DAY_MS}`.execute(store.db);
    await newRelay({ store, engine, deliveredKeptMs: DAY_MS }).drain();
    expect(await days()).toBe(1);
    // A late batch of the removed day finds a partition.
    await recordSome(store.db, LONG, { count: 10, dayMs: TODAY_MS - 5 * DAY_MS });
    expect(await days()).toBe(2);
  });

  it('an event lands as a row until an engine was reached, then in the outbox', async () => {
    const onFailed = () => undefined;
    const landing = new LandingChoice({ db: store.db, isWanted: true, onFailed });
    const unwanted = new LandingChoice({ db: store.db, isWanted: false, onFailed });
    await landing.ask();
    expect(landing.current).toBe('rows');
    await newRelay({ store, engine }).drain();
    for (const choice of [landing, unwanted]) {
      choice.start();
      await choice.stop();
    }
    expect(landing.current).toBe('outbox');
    expect(unwanted.current).toBe('rows');
  });
});
