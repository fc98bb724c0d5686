import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  missingEngine,
  startTestEngine,
  type TestAnalytics,
} from '../../../test/analytics-engine.js';
import { countEvents, limitCheck, verification } from '../../../test/events.js';
import { newRecorder } from '../../../test/recorders.js';
import {
  addWorkspace,
  countInEngine,
  DAY_MS,
  newRelay,
  sumsOfDatabase,
  sumsOfEngine,
  TODAY_MS,
} from '../../../test/relay.js';
import { type Store, startStore } from '../../../test/store.js';
import { inTransaction } from '../../store/database/transaction.js';
import { findRowsToMove, moveRows } from '../../store/outbox/move-rows.js';

const ROWS = 2200;

describe.skipIf(missingEngine !== undefined)('rows that were written without an engine', () => {
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
    await sql`
      insert into apis (workspace_id, id, name, key_space_id, created_at_ms)
      values (${workspaceId}, 'api_1', '', ${`ks_of_${workspaceId}`}, ${DAY_MS})`.execute(store.db);
    await sql`
      insert into identities (workspace_id, id, external_id, created_at_ms)
      values (${workspaceId}, 'id_1', 'user "42"', ${DAY_MS})`.execute(store.db);
  });
  afterEach(() => store.stop());

  /** As a process without an engine, or of an older release, writes them. */
  async function writeRows(name: string, count: number) {
    const recorder = newRecorder(store.db, undefined);
    for (let index = 0; index < count; index++) {
      const timeMs = TODAY_MS - (index % 3) * DAY_MS;
      const ids = { workspaceId, requestId: `${name}_${index}`, identityId: 'id_1' };
      recorder.verification(verification({ ...ids, timeMs, tags: ['ü"'], spentCredits: 2 }));
      recorder.limitCheck(limitCheck({ workspaceId, timeMs, requestId: `check_${index}` }), true);
    }
    await recorder.flush();
  }

  async function expectAllMoved(count: number) {
    expect(await countInEngine(engine, workspaceId)).toEqual({ events: count, different: count });
    const counted = await sumsOfDatabase(store.db, workspaceId);
    expect(await sumsOfEngine(engine, workspaceId)).toEqual(counted);
    expect(await countEvents(store.db, 'verifications')).toBe(0);
    expect(await countEvents(store.db, 'limit_checks')).toBe(0);
  }

  it('are moved, each of them once, with their key space and owner', async () => {
    await writeRows('row', ROWS);
    const { relay, drain } = newRelay({ store, engine });
    await drain();
    await expectAllMoved(ROWS);
    expect(relay.stats.events).toMatchObject({ moved: 2 * ROWS, delivered: 2 * ROWS });
    const rows = await engine.select(`
      SELECT DISTINCT key_space_id, external_id, tags FROM unlatch.key_verifications_raw
      WHERE workspace_id = '${workspaceId}'`);
    expect(rows).toEqual([
      { key_space_id: `ks_of_${workspaceId}`, external_id: 'user "42"', tags: ['ü"'] },
    ]);
  });

  it('are moved once by a relay that is killed before its commit, and by the next', async () => {
    await writeRows('row', 500);
    const found = await findRowsToMove(store.db);
    if (found === undefined) throw new Error('there are rows');
    const killed = inTransaction(store.db, async (tx) => {
      expect(await moveRows(tx, found, 100)).toBe(100);
      throw new Error('killed');
    });
    await expect(killed).rejects.toThrow('killed');
    await newRelay({ store, engine }).drain();
    await expectAllMoved(500);
  });

  it('are moved too if they come while others are moved', async () => {
    await writeRows('early', 500);
    const { relay, drain } = newRelay({ store, engine });
    await relay.turn();
    await writeRows('late', 300);
    await drain();
    await expectAllMoved(800);
  });

  it('of the latest day come first', async () => {
    await writeRows('row', 9);
    const found = await findRowsToMove(store.db);
    expect(found?.day).toBe(TODAY_MS / DAY_MS);
  });
});
