import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../test/harness.js';
import { deleteApi, readAuditTrail } from '../../../test/rows.js';
import type { Workspace } from '../../../test/seed.js';
import { spendCredits } from '../../store/credits/credits.js';
import { refillLongestDue } from '../../store/credits/refills.js';
import { type Db, openDatabase } from '../../store/database/database.js';
import { inTransaction } from '../../store/database/transaction.js';
import { createRefillJob, type RefillRun } from './refill-job.js';

const DAY_MS = 86_400_000;
const DAILY = { interval: 'daily', amount: 100 };

let harness: Harness;
let workspace: Workspace;
beforeEach(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
  return () => harness.stop();
});

async function newKey(remaining: number, refill: object, fields: object = {}) {
  const { keyId } = await workspace.newKey({ ...fields, credits: { remaining, refill } });
  return keyId;
}

/** The stored balance, without a refill that is due and not yet stored. */
async function balanceOf(keyId: string) {
  return (await rowOf(keyId)).credits_remaining;
}

async function runJob(db: Db = harness.deps.db): Promise<RefillRun | undefined> {
  const runs: RefillRun[] = [];
  const job = createRefillJob({
    db,
    clock: harness.clock,
    onRun: (run) => runs.push(run),
    onFailed: (reason) => {
      throw reason;
    },
  });
  await job.run();
  return runs[0];
}

async function refillEvents() {
  const trail = await readAuditTrail(harness.deps, workspace.id);
  return trail.filter((row) => row.actor_id === 'keyrefill');
}

function at(time: string) {
  harness.clock.set(Date.parse(time));
}

describe('the refill job', () => {
  it('fills up once a day, at 00:00 UTC', async () => {
    at('2026-03-09T10:00:00Z');
    const keyId = await newKey(1, DAILY);
    at('2026-03-09T23:59:59.999Z');
    expect(await runJob()).toBeUndefined();
    expect(await balanceOf(keyId)).toBe(1);
    at('2026-03-10T00:00:00Z');
    expect(await runJob()).toEqual({ settled: 1, raised: 1 });
    expect(await balanceOf(keyId)).toBe(100);
    await spend(keyId, 40);
    at('2026-03-10T23:59:59.999Z');
    expect(await runJob()).toBeUndefined();
    expect(await balanceOf(keyId)).toBe(60);
    at('2026-03-11T00:00:00Z');
    await runJob();
    expect(await balanceOf(keyId)).toBe(100);
  });

  it('fills up on the last day of a month that is too short for the refill day', async () => {
    at('2026-01-15T10:00:00Z');
    const keyId = await newKey(1, { interval: 'monthly', amount: 50, refillDay: 31 });
    const days: string[] = [];
    for (let day = Date.parse('2026-01-16T00:00:00Z'); day < Date.UTC(2026, 6); day += DAY_MS) {
      harness.clock.set(day);
      const run = await runJob();
      if (run === undefined) continue;
      days.push(new Date(day).toISOString().slice(5, 10));
      await spend(keyId, 50);
    }
    expect(days).toEqual(['01-31', '02-28', '03-31', '04-30', '05-31', '06-30']);
  });

  it('fills up once, however many refills fell due while no process ran', async () => {
    const keyId = await newKey(1, DAILY);
    harness.clock.advance(9 * DAY_MS);
    expect(await runJob()).toEqual({ settled: 1, raised: 1 });
    expect(await balanceOf(keyId)).toBe(100);
    expect(await runJob()).toBeUndefined();
    expect(await refillEvents()).toHaveLength(1);
  });

  it('never lowers a balance, and reports nothing about a key that it left alone', async () => {
    const keyId = await newKey(500, DAILY);
    const { updated_at_ms: before } = await rowOf(keyId);
    harness.clock.advance(DAY_MS);
    expect(await runJob()).toEqual({ settled: 1, raised: 0 });
    expect(await balanceOf(keyId)).toBe(500);
    expect(await refillEvents()).toEqual([]);
    expect((await rowOf(keyId)).updated_at_ms).toBe(before);
  });

  it('fills up disabled and expired keys and those of a deleted API, but no deleted key', async () => {
    const disabled = await newKey(1, DAILY, { enabled: false });
    const expired = await newKey(1, DAILY, { expires: harness.clock.nowMs() + 1 });
    const orphaned = await workspace.newKey({ credits: { remaining: 1, refill: DAILY } });
    await deleteApi(harness.deps, orphaned.apiId);
    const deleted = await newKey(1, DAILY);
    await workspace.call('keys.deleteKey', { keyId: deleted });
    harness.clock.advance(DAY_MS);
    expect(await runJob()).toEqual({ settled: 3, raised: 3 });
    const balances = await Promise.all([disabled, expired, orphaned.keyId, deleted].map(balanceOf));
    expect(balances).toEqual([100, 100, 100, 1]);
  });

  it('leaves an audit event by the system for each key, and sets updatedAt', async () => {
    const named = await newKey(7, DAILY, { name: 'Job' });
    const unnamed = await newKey(8, DAILY);
    harness.clock.advance(DAY_MS);
    await runJob();
    const events = await refillEvents();
    expect(events.map(({ description }) => description).sort()).toEqual(
      ['Refilled key Job', `Refilled key ${unnamed}`].sort(),
    );
    expect(events.find(({ description }) => description.endsWith('Job'))).toMatchObject({
      time_ms: harness.clock.nowMs(),
      event: 'key.update',
      actor_type: 'system',
      actor_id: 'keyrefill',
      actor_name: 'Key Refill Service',
      remote_ip: null,
      user_agent: null,
      correlation_id: null,
      targets: [
        {
          type: 'key',
          id: named,
          name: 'Job',
          meta: { refill_amount: 100, previous_remaining: 7, new_remaining: 100 },
        },
      ],
    });
    expect((await rowOf(named)).updated_at_ms).toBe(harness.clock.nowMs());
  });

  it('goes on until nothing is due, in batches', async () => {
    const keyId = await newKey(1, DAILY);
    await copyKey(keyId, 1200);
    harness.clock.advance(DAY_MS);
    expect(await runJob()).toEqual({ settled: 1201, raised: 1201 });
    expect(await refillEvents()).toHaveLength(1201);
  });

  it('starts with what fell due while the service was stopped', async () => {
    const keyId = await newKey(1, DAILY);
    harness.clock.advance(DAY_MS);
    const done = new Promise<RefillRun>((resolve, reject) => {
      const { db } = harness.deps;
      const job = createRefillJob({ db, clock: harness.clock, onRun: resolve, onFailed: reject });
      job.start();
      void job.stop();
    });
    expect(await done).toEqual({ settled: 1, raised: 1 });
    expect(await balanceOf(keyId)).toBe(100);
  });
});

describe('several processes', () => {
  let second: Db;
  beforeEach(() => {
    second = openDatabase({
      connection: { connectionString: harness.databaseUrl },
      poolMax: 5,
      prepare: true,
      onConnectionLost: () => undefined,
    });
  });
  afterEach(() => second.destroy());

  it('with a job each refill each key once', async () => {
    const keyId = await newKey(1, DAILY);
    await copyKey(keyId, 700);
    harness.clock.advance(DAY_MS);
    const runs = await Promise.all([runJob(), runJob(second), runJob(), runJob(second)]);
    expect(runs.reduce((sum, run) => sum + (run?.raised ?? 0), 0)).toBe(701);
    expect(await refillEvents()).toHaveLength(701);
  });

  it('that refill and spend at once, with no lock but the row lock, refill once', async () => {
    const keyIds: string[] = [];
    for (let index = 0; index < 20; index++) keyIds.push(await newKey(1, DAILY));
    harness.clock.advance(DAY_MS);
    const nowMs = harness.clock.nowMs();
    const fill = (db: Db) =>
      inTransaction(db, (tx) => refillLongestDue(tx, { countMax: 50, nowMs }));
    const spends = [harness.deps.db, second].flatMap((db) => keyIds.map((id) => spend(id, 3, db)));
    await Promise.all([fill(second), ...spends, fill(harness.deps.db), fill(second)]);
    expect(new Set(await Promise.all(keyIds.map(balanceOf)))).toEqual(new Set([94]));
    expect(await refillEvents()).toHaveLength(20);
  });

  it('do not wait for each other: a key that is in use is skipped', async () => {
    const inUse = await newKey(1, DAILY);
    const idle = await newKey(1, DAILY);
    harness.clock.advance(DAY_MS);
    await inTransaction(second, async (tx) => {
      await sql`select from keys where id = ${inUse} for update`.execute(tx);
      expect(await runJob()).toEqual({ settled: 1, raised: 1 });
    });
    expect(await Promise.all([inUse, idle].map(balanceOf))).toEqual([1, 100]);
    expect(await runJob()).toEqual({ settled: 1, raised: 1 });
  });
});

describe('a spend that comes before the job', () => {
  it('refills, and leaves the same audit event', async () => {
    const keyId = await newKey(2, DAILY, { name: 'Job' });
    harness.clock.advance(DAY_MS);
    expect(await spend(keyId, 30)).toEqual({ taken: true, balance: 70 });
    expect(await runJob()).toBeUndefined();
    expect(await refillEvents()).toMatchObject([
      {
        time_ms: harness.clock.nowMs(),
        event: 'key.update',
        description: 'Refilled key Job',
        targets: [
          {
            type: 'key',
            id: keyId,
            name: 'Job',
            meta: { refill_amount: 100, previous_remaining: 2, new_remaining: 100 },
          },
        ],
      },
    ]);
    expect((await rowOf(keyId)).updated_at_ms).toBe(harness.clock.nowMs());
  });

  it('refills even when the refill is not enough for it', async () => {
    const keyId = await newKey(2, DAILY);
    harness.clock.advance(DAY_MS);
    expect(await spend(keyId, 101)).toEqual({ taken: false, balance: 100 });
    expect(await runJob()).toBeUndefined();
    expect(await refillEvents()).toHaveLength(1);
  });

  it('is answered in order beside spends of keys that are gone, limited, unlimited or not due', async () => {
    const due = [await newKey(2, DAILY), await newKey(2, DAILY)];
    harness.clock.advance(DAY_MS);
    const idle = await newKey(5, DAILY);
    const { keyId: unlimited } = await workspace.newKey();
    const keyIds = [due[0], 'key_gone', idle, due[1], unlimited];
    const requests = keyIds.map((keyId = '') => ({ workspaceId: workspace.id, keyId, total: 4 }));
    const nowMs = harness.clock.nowMs();
    expect(await spendCredits(harness.deps.db, requests, { nowMs })).toEqual([
      { taken: true, balance: 96 },
      undefined,
      { taken: true, balance: 1 },
      { taken: true, balance: 96 },
      { taken: false, balance: null },
    ]);
  });

  it('leaves no event and no updatedAt when nothing was due', async () => {
    const keyId = await newKey(2, DAILY);
    await spend(keyId, 1);
    expect(await refillEvents()).toEqual([]);
    expect((await rowOf(keyId)).updated_at_ms).toBeNull();
  });
});

async function spend(keyId: string, total: number, db: Db = harness.deps.db) {
  const request = { workspaceId: workspace.id, keyId, total };
  const [outcome] = await spendCredits(db, [request], { nowMs: harness.clock.nowMs() });
  return outcome;
}

async function rowOf(keyId: string) {
  return harness.deps.db
    .selectFrom('keys')
    .selectAll()
    .where('id', '=', keyId)
    .executeTakeFirstOrThrow();
}

/** Keys that differ from one that exists in nothing but id and hash. */
async function copyKey(keyId: string, count: number) {
  await sql`
    insert into keys
    select (jsonb_populate_record(keys, jsonb_build_object(
      'id', keys.id || '_' || number, 'hash', keys.hash || number
    ))).*
    from keys, generate_series(1, ${count}) as number
    where keys.id = ${keyId}`.execute(harness.deps.db);
}
