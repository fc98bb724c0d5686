import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countEvents, expectSumsToMatch, verification } from '../../../test/events.js';
import { NOW_MS, type Store, startStore } from '../../../test/store.js';
import { EventRecorder } from '../../engine/events/recorder.js';
import {
  createEventRemovalJob,
  createEventRetentionJob,
} from '../../engine/jobs/event-retention-job.js';
import { STOP_TIMES } from '../../process/stop-times.js';
import { inTransaction } from '../database/transaction.js';
import { ensureEventPartitions, eventDay } from './event-partitions.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let store: Store;
beforeEach(async () => {
  store = await startStore();
});
afterEach(() => store.stop());

async function partitions(table = 'verifications'): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select inhrelid::regclass::text as name from pg_inherits
    where inhparent = ${table}::regclass order by 1`.execute(store.db);
  return rows.map(({ name }) => name);
}

async function record(...events: ReturnType<typeof verification>[]) {
  const recorder = new EventRecorder({
    db: store.db,
    spill: undefined,
    stopLimitMs: STOP_TIMES.recordsMs,
    onFailed: (reason) => {
      throw reason;
    },
  });
  for (const event of events) recorder.verification(event);
  await recorder.flush();
}

describe('days', () => {
  it('have their partitions when they begin, and otherwise when an event needs one', async () => {
    const midnight = eventDay(NOW_MS + DAY_MS) * DAY_MS;
    await record(
      verification({ timeMs: midnight - 1 }),
      verification({ timeMs: midnight }),
      verification({ timeMs: midnight + 40 * DAY_MS }),
    );
    const days = ['20260115', '20260116', '20260225'];
    expect(await partitions()).toEqual(days.map((day) => `verifications_${day}`));
    expect(await partitions('limit_checks_per_hour')).toHaveLength(3);
    const { rows } = await sql`
      select tableoid::regclass::text as name from verifications order by time_ms`.execute(
      store.db,
    );
    expect(rows).toEqual(days.map((day) => ({ name: `verifications_${day}` })));
    await expectSumsToMatch(store.db);
  });

  it('can be asked for by several processes at once', async () => {
    const days = [eventDay(NOW_MS), eventDay(NOW_MS) + 1];
    const pools = [store.db, store.open(), store.open(), store.open()];
    await Promise.all(
      pools.map((db) => inTransaction(db, (tx) => ensureEventPartitions(tx, days))),
    );
    expect(await partitions()).toHaveLength(2);
  });

  it('are created again for an event that comes after its day was removed', async () => {
    const recorder = new EventRecorder({
      db: store.db,
      spill: undefined,
      stopLimitMs: STOP_TIMES.recordsMs,
      onFailed: () => undefined,
    });
    recorder.verification(verification());
    await recorder.flush();
    for (const table of ['verifications', 'verifications_per_hour']) {
      await sql`drop table ${sql.table(`${table}_20260115`)}`.execute(store.db);
    }
    recorder.verification(verification());
    await recorder.flush();
    expect(await countEvents(store.db, 'verifications')).toBe(1);
    expect(recorder.stats.events).toMatchObject({ written: 2, lost: 0 });
  });
});

describe('retention', () => {
  async function runJob(nowMs: number, db = store.db, requestDays = 30) {
    const clock = { nowMs: () => nowMs, monotonicMs: () => 0 };
    const onFailed = (reason: unknown) => {
      throw reason;
    };
    await createEventRetentionJob({ db, clock, onFailed }).run();
    await createEventRemovalJob({ db, clock, requestDays, onFailed }).run();
  }

  async function newWorkspace(days: number): Promise<string> {
    const { workspaceId } = await store.newApi();
    await store.db
      .updateTable('workspaces')
      .set({ log_retention_days: days })
      .where('id', '=', workspaceId)
      .execute();
    return workspaceId;
  }

  it('removes days that no workspace keeps, and makes today and tomorrow', async () => {
    const workspaceId = await newWorkspace(30);
    const today = eventDay(NOW_MS) * DAY_MS;
    const kept = today - 30 * DAY_MS;
    await record(...[kept - 1, kept].map((timeMs) => verification({ workspaceId, timeMs })));
    await runJob(today - 1);
    expect(await partitions()).toEqual(
      ['20251215', '20251216', '20260114', '20260115'].map((day) => `verifications_${day}`),
    );
    await runJob(today);
    expect(await partitions()).toEqual(
      ['20251216', '20260114', '20260115', '20260116'].map((day) => `verifications_${day}`),
    );
    expect(await partitions('verifications_per_hour')).toHaveLength(4);
    expect(await partitions('event_batches')).toHaveLength(4);
    expect(await countEvents(store.db, 'verifications')).toBe(1);
  });

  it('removes days of the log of requests that the operator no longer keeps, before others', async () => {
    const workspaceId = await newWorkspace(30);
    const today = eventDay(NOW_MS) * DAY_MS;
    const times = [today - 4 * DAY_MS, today - 3 * DAY_MS];
    await record(...times.map((timeMs) => verification({ workspaceId, timeMs })));
    await runJob(today, store.db, 3);
    expect(await partitions('api_requests')).toEqual(
      ['20260112', '20260115', '20260116'].map((day) => `api_requests_${day}`),
    );
    expect(await partitions()).toHaveLength(4);
    // An operator that keeps it for longer than any workspace keeps events gains nothing.
    await runJob(today + 40 * DAY_MS, store.db, 365);
    expect(await partitions('api_requests')).toHaveLength(2);
  });

  it('deletes to the millisecond what one workspace keeps for a shorter time than others', async () => {
    const [long, short] = [await newWorkspace(30), await newWorkspace(2)];
    const cutMs = NOW_MS - 2 * DAY_MS;
    const times = [cutMs - 20 * DAY_MS, cutMs - 1, cutMs, NOW_MS];
    await record(
      ...[long, short].flatMap((workspaceId) =>
        times.flatMap((timeMs) =>
          Array.from({ length: 30 }, () => verification({ workspaceId, timeMs })),
        ),
      ),
    );
    await runJob(NOW_MS);
    expect(await countEvents(store.db, 'verifications', sql`workspace_id = ${long}`)).toBe(120);
    expect(await countEvents(store.db, 'verifications', sql`workspace_id = ${short}`)).toBe(60);
    expect(
      await countEvents(
        store.db,
        'verifications',
        sql`time_ms < ${cutMs} and workspace_id = ${short}`,
      ),
    ).toBe(0);
  });

  it('keeps the sums of an hour for as long as any of its events', async () => {
    const [, short] = [await newWorkspace(30), await newWorkspace(1)];
    const hour = NOW_MS - DAY_MS;
    await record(
      ...[hour - 1, hour, hour + HOUR_MS / 2].map((timeMs) =>
        verification({ workspaceId: short, timeMs }),
      ),
    );
    const sums = async () => {
      const { rows } = await sql<{ hour_ms: number }>`
        select hour_ms from verifications_per_hour where workspace_id = ${short}`.execute(store.db);
      return rows.map((row) => row.hour_ms);
    };
    await runJob(NOW_MS + HOUR_MS / 2);
    expect(await countEvents(store.db, 'verifications', sql`workspace_id = ${short}`)).toBe(1);
    expect(await sums()).toEqual([hour]);
    await runJob(NOW_MS + HOUR_MS);
    expect(await sums()).toEqual([]);
  });

  it('works for a database whose changes are replicated elsewhere', async () => {
    const [, short] = [await newWorkspace(30), await newWorkspace(2)];
    await record(verification({ workspaceId: short, timeMs: NOW_MS - 3 * DAY_MS }));
    await sql`create publication everything for all tables`.execute(store.db);
    await runJob(NOW_MS);
    expect(await countEvents(store.db, 'verifications')).toBe(0);
  });

  it('leaves no prepared statement behind for a day that is over', async () => {
    const [, short] = [await newWorkspace(30), await newWorkspace(1)];
    await record(verification({ workspaceId: short, timeMs: NOW_MS - 9 * DAY_MS }));
    const db = store.open({ poolMax: 1 });
    await runJob(NOW_MS, db);
    expect(await countEvents(store.db, 'verifications')).toBe(0);
    const { rows } = await sql<{ statement: string }>`
      select statement from pg_prepared_statements`.execute(db);
    expect(rows.filter(({ statement }) => /_20\d{6}/.test(statement))).toEqual([]);
  });

  it('leaves a day that another transaction reads for the next time, and still makes new days', async () => {
    const workspaceId = await newWorkspace(1);
    await record(verification({ workspaceId, timeMs: NOW_MS - 9 * DAY_MS }));
    const reader = store.open({ poolMax: 1 });
    await reader.transaction().execute(async (tx) => {
      await sql`select from verifications`.execute(tx);
      await expect(runJob(NOW_MS)).rejects.toMatchObject({ code: '55P03' });
      await record(verification({ workspaceId }));
    });
    expect(await partitions()).toEqual(
      ['20260106', '20260115', '20260116'].map((day) => `verifications_${day}`),
    );
    await runJob(NOW_MS);
    expect(await partitions()).not.toContain('verifications_20260106');
  });
});
