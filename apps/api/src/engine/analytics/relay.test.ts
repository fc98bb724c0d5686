import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  missingEngine,
  startTestEngine,
  type TestAnalytics,
} from '../../../test/analytics-engine.js';
import {
  addWorkspace,
  countInEngine,
  Killed,
  newRelay,
  recordSome,
  sumsOfDatabase,
  sumsOfEngine,
  TODAY_MS,
} from '../../../test/relay.js';
import { type Store, startStore } from '../../../test/store.js';
import type { AnalyticsSink } from '../../analytics/sink.js';
import { toError } from '../../lib/to-error.js';
import { inTransaction } from '../../store/database/transaction.js';
import { ensureEventPartitions, eventDay } from '../../store/events/event-partitions.js';
import { insertVerificationEvents } from '../../store/events/verification-events.js';
import { EventBatch } from '../events/event-batch.js';

const SECRET = 'many-credits-of-a-tenant';
const EVENT = {
  timeMs: TODAY_MS,
  apiId: '',
  keyId: '',
  identityId: '',
  code: 'NOT_FOUND',
  tags: [],
  spentCredits: 0,
  latencyUs: 1,
};

describe.skipIf(missingEngine !== undefined)('the relay', () => {
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

  async function expectSameSums() {
    const counted = await sumsOfDatabase(store.db, workspaceId);
    expect(counted).not.toEqual([]);
    expect(await sumsOfEngine(engine, workspaceId)).toEqual(counted);
  }

  async function openBatches(): Promise<number> {
    const { rows } = await sql<{ count: number }>`
      select count(*) from event_outbox where delivered_at_ms is null`.execute(store.db);
    return rows[0]?.count ?? 0;
  }

  /** The events of a kind that are in the outbox, one after the other. */
  async function land(...events: readonly object[]) {
    await inTransaction(store.db, (tx) => ensureEventPartitions(tx, [eventDay(TODAY_MS)]));
    const lines = events.map((event) => ({
      json: JSON.stringify({ ...EVENT, workspaceId, ...event }),
      timeMs: TODAY_MS,
    }));
    await insertVerificationEvents(store.db, EventBatch.of(lines), 'outbox');
  }

  it('delivers each event once, with what the sums in PostgreSQL say per hour and key', async () => {
    await recordSome(store.db, workspaceId, { count: 3000 });
    const { relay, drain } = newRelay({ store, engine });
    await drain();
    await expectSameSums();
    expect(await openBatches()).toBe(0);
    expect(relay.stats.events).toEqual({ delivered: 6000, refused: 0, lost: 0, moved: 0 });
  });

  it('delivers every field of an event', async () => {
    await land({
      requestId: 'req_1',
      apiId: 'api_1',
      space: 'ks_1',
      keyId: 'key_1',
      identityId: 'id_1',
      owner: 'user "42"',
      code: 'RATE_LIMITED',
      tags: ['a', 'ü"\\'],
      spentCredits: 3,
      latencyUs: 1500,
      query: 'docs.read',
      price: 3,
      denied: 'requests',
      region: 'eu',
    });
    await newRelay({ store, engine }).drain();
    const rows = await engine.select(
      `SELECT * FROM unlatch.key_verifications_raw WHERE workspace_id = '${workspaceId}'`,
    );
    expect(rows).toMatchObject([
      {
        request_id: 'req_1',
        time: TODAY_MS,
        api_id: 'api_1',
        key_space_id: 'ks_1',
        identity_id: 'id_1',
        external_id: 'user "42"',
        key_id: 'key_1',
        region: 'eu',
        source: 'api',
        app_id: '',
        outcome: 'RATE_LIMITED',
        tags: ['a', 'ü"\\'],
        spent_credits: 3,
        latency: 1.5,
        permission_query: 'docs.read',
        credit_cost: 3,
        denied_limit: 'requests',
      },
    ]);
  });

  describe('delivers each event once when it is killed', () => {
    const CRASHES: Readonly<Record<string, (sink: AnalyticsSink) => AnalyticsSink>> = {
      'after it has formed a group': (sink) => ({
        ...sink,
        insert: () => Promise.reject(new Killed()),
      }),
      'after the engine has the group': (sink) => ({
        ...sink,
        async insert(group) {
          await sink.insert(group);
          throw new Killed();
        },
      }),
    };
    it.each(Object.keys(CRASHES))('%s', async (when) => {
      await recordSome(store.db, workspaceId, { count: 1200 });
      const killed = newRelay({ store, engine, ...(CRASHES[when] && { around: CRASHES[when] }) });
      await expect(killed.relay.turn()).rejects.toThrow(Killed);
      await killed.die();
      await newRelay({ store, engine }).drain();
      await expectSameSums();
      expect(await openBatches()).toBe(0);
    });

    it('after the engine has acknowledged it, before that is noted', async () => {
      await recordSome(store.db, workspaceId, { count: 1200 });
      const killed = newRelay({
        store,
        engine,
        around: (sink) => ({
          ...sink,
          async insert(group) {
            await sink.insert(group);
            await killed.die();
          },
        }),
      });
      await expect(killed.relay.turn()).rejects.toThrow();
      await newRelay({ store, engine }).drain();
      await expectSameSums();
    });

    it('and so is the engine, in the middle of an insert', async () => {
      await recordSome(store.db, workspaceId, { count: 1200 });
      const { relay } = newRelay({
        store,
        engine,
        around: (sink) => ({
          ...sink,
          async insert(group) {
            const [outcome] = await Promise.allSettled([sink.insert(group), killOnce()]);
            if (outcome.status === 'rejected') throw outcome.reason;
          },
        }),
      });
      let isKilled = false;
      const killOnce = async () => {
        if (isKilled) return;
        isKilled = true;
        await engine.kill();
      };
      relay.start();
      await expect.poll(openBatches, { timeout: 20_000 }).toBe(0);
      await relay.stop();
      await expectSameSums();
    });
  });

  it('leaves the outbox to another process that has the lock, until that is gone', async () => {
    const first = newRelay({ store, engine });
    await first.relay.turn();
    const second = newRelay({ store, engine });
    await recordSome(store.db, workspaceId, { count: 10 });
    await second.relay.turn();
    expect(second.relay.state).toBe('STANDBY');
    expect(await openBatches()).toBe(2);
    await first.die();
    await second.drain();
    expect(await openBatches()).toBe(0);
    await expect(first.relay.turn()).rejects.toThrow();
  });

  it('sets aside the one event that the engine refuses, and delivers all others', async () => {
    const events = Array.from({ length: 20 }, (_, index) => ({ requestId: `req_${index}` }));
    await land(...events.slice(0, 10));
    await land(...events.slice(10), { requestId: 'bad', price: SECRET });
    const { relay, drain, failures } = newRelay({ store, engine });
    await drain();
    expect(await countInEngine(engine, workspaceId)).toEqual({ events: 20, different: 20 });
    expect(relay.stats.events).toMatchObject({ delivered: 20, refused: 1 });
    expect(failures).toHaveLength(1);
    // The engine quotes the value that it refuses, which belongs to a tenant.
    expect(JSON.stringify(pino.stdSerializers.err(toError(failures[0])))).not.toContain(SECRET);
    const { rows } = await sql<{ payload: Buffer }>`
      select payload from event_outbox where refused_at_ms is not null`.execute(store.db);
    expect(rows.map(({ payload }) => JSON.parse(payload.toString())[0].requestId)).toEqual(['bad']);
    await drain();
    expect(relay.stats.events.refused).toBe(1);
  });

  it('keeps the outbox to its bound while the engine is away, and counts what it loses', async () => {
    const away: AnalyticsSink['prepare'] = () => Promise.reject(new Killed());
    await recordSome(store.db, workspaceId, { count: 3000 });
    const { relay, lost } = newRelay({
      store,
      engine,
      around: (sink) => ({ ...sink, prepare: away }),
      outboxBytesMax: 20_000,
    });
    await expect(relay.turn()).rejects.toThrow(Killed);
    await expect(relay.turn()).rejects.toThrow(Killed);
    const { rows } = await sql<{ events: number; bytes: number }>`
      select sum(count)::bigint as events, sum(pg_column_size(payload))::bigint as bytes
      from event_outbox`.execute(store.db);
    expect(rows[0]?.bytes).toBeLessThanOrEqual(20_000);
    expect(relay.stats.events.lost).toBe(6000 - (rows[0]?.events ?? 0));
    expect(lost.reduce((sum, count) => sum + count, 0)).toBe(relay.stats.events.lost);
    expect(relay.stats.backlog?.events).toBe(rows[0]?.events);
  });

  it('gives a new engine all that the outbox still has, and a former one nothing twice', async () => {
    await recordSome(store.db, workspaceId, { count: 100 });
    const first = newRelay({ store, engine });
    await first.drain();
    await first.die();
    const other = await startTestEngine();
    try {
      const second = newRelay({ store, engine: other });
      await second.drain();
      expect(await countInEngine(other, workspaceId)).toEqual({ events: 100, different: 100 });
      await second.die();
      const third = newRelay({ store, engine });
      await third.drain();
      expect(await countInEngine(engine, workspaceId)).toEqual({ events: 100, different: 100 });
      expect([first, second, third].flatMap(({ adoptions }) => adoptions)).toEqual([
        'new',
        'new',
        'former',
      ]);
    } finally {
      await other.stop();
    }
  });
});
