import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countEvents, limitCheck, verification } from '../../../test/events.js';
import { readOutbox } from '../../../test/outbox.js';
import { NOW_MS, type Store, startStore } from '../../../test/store.js';
import { EventBatch } from '../../engine/events/event-batch.js';
import { inTransaction } from '../database/transaction.js';
import { ensureEventPartitions, eventDay } from '../events/event-partitions.js';
import { insertLimitCheckEvents, limitCheckToJson } from '../events/limit-check-events.js';
import { insertVerificationEvents, verificationToJson } from '../events/verification-events.js';

let store: Store;
beforeEach(async () => {
  store = await startStore();
  await inTransaction(store.db, (tx) => ensureEventPartitions(tx, [eventDay(NOW_MS)]));
});
afterEach(() => store.stop());

function batchOf(...json: readonly string[]): EventBatch {
  return EventBatch.of(json.map((text) => ({ json: text, timeMs: NOW_MS })));
}

/** The sums and last uses, without what differs between two databases with the same events. */
async function readSums() {
  const hours = await store.db.selectFrom('verifications_per_hour').selectAll().execute();
  const checks = await store.db.selectFrom('limit_checks_per_hour').selectAll().execute();
  const billed = await sql`
    select kind, sum(count)::bigint as count from billable_per_day group by 1 order by 1`.execute(
    store.db,
  );
  const used = await store.db.selectFrom('key_last_used').select('last_used_at_ms').execute();
  return { hours, checks, billed: billed.rows, used };
}

async function clear() {
  for (const table of [
    'event_batches',
    'verifications_per_hour',
    'limit_checks_per_hour',
    'limit_identifiers_per_hour',
    'billable_per_day',
    'key_last_used',
  ]) {
    await sql`delete from ${sql.table(table)}`.execute(store.db);
  }
}

describe('a batch that lands in the outbox', () => {
  it('is there byte by byte, once, however often it is sent and by however many at once', async () => {
    const { workspaceId, keyId } = await store.newKey(await store.newApi());
    const tags = ['path=/docs', 'ü"\\\n'];
    const batch = batchOf(
      verificationToJson(verification({ workspaceId, keyId, tags })),
      verificationToJson(verification({ workspaceId, keyId, externalId: 'user"42' })),
    );
    const pools = [store.db, store.open(), store.open()];
    await Promise.all(pools.map((db) => insertVerificationEvents(db, batch, 'outbox')));
    const { rows } = await sql<{ payload: Buffer; bytes: number; days: number[] }>`
      select payload, bytes, days from event_outbox`.execute(store.db);
    expect(rows).toEqual([
      {
        payload: batch.toJson(),
        bytes: batch.toJson().length,
        days: [eventDay(NOW_MS)],
      },
    ]);
    expect(await countEvents(store.db, 'verifications')).toBe(0);
  });

  it('adds to the sums and last uses exactly what it adds as rows', async () => {
    const ids = await store.newKey(await store.newApi());
    const verifications = batchOf(
      ...[1, 2, 3].map((spentCredits) =>
        verificationToJson(verification({ ...ids, spentCredits })),
      ),
    );
    const checks = batchOf(
      ...[true, false].map((passed) => limitCheckToJson(limitCheck({ ...ids, passed }))),
    );
    await insertVerificationEvents(store.db, verifications, 'rows');
    await insertLimitCheckEvents(store.db, checks, 'rows');
    const asRows = await readSums();
    await clear();
    await insertVerificationEvents(store.db, verifications, 'outbox');
    await insertLimitCheckEvents(store.db, checks, 'outbox');
    expect(await readSums()).toEqual(asRows);
    expect((await readOutbox(store.db)).map(({ kind, count }) => [kind, count])).toEqual([
      ['verification', 3],
      ['limit_check', 2],
    ]);
  });

  it('takes a third of its bytes in the database, or less', async () => {
    const events = Array.from({ length: 500 }, () => verificationToJson(verification()));
    await insertVerificationEvents(store.db, batchOf(...events), 'outbox');
    const { rows } = await sql<{ share: number }>`
      select pg_column_size(payload)::float8 / bytes as share from event_outbox`.execute(store.db);
    expect(rows[0]?.share).toBeLessThan(1 / 3);
  });

  it('is in one place, if the choice changes between two attempts', async () => {
    const batch = batchOf(verificationToJson(verification()));
    await insertVerificationEvents(store.db, batch, 'rows');
    await insertVerificationEvents(store.db, batch, 'outbox');
    expect(await countEvents(store.db, 'verifications')).toBe(1);
    expect(await readOutbox(store.db)).toEqual([]);
  });
});

describe('a verification as the engine gets it', () => {
  it('says what the decision was made of, and leaves out what is empty', async () => {
    const plain = JSON.parse(verificationToJson(verification({ keySpaceId: '' })));
    expect(Object.keys(plain)).toEqual([
      'timeMs',
      'requestId',
      'workspaceId',
      'apiId',
      'keyId',
      'identityId',
      'code',
      'tags',
      'spentCredits',
      'latencyUs',
    ]);
    const event = verification({
      externalId: 'user_42',
      permissionQuery: 'docs.read',
      creditCost: 3,
      deniedLimit: 'requests',
    });
    expect(JSON.parse(verificationToJson(event, ',"region":"eu"'))).toMatchObject({
      space: 'ks_1',
      owner: 'user_42',
      query: 'docs.read',
      price: 3,
      denied: 'requests',
      region: 'eu',
    });
  });
});
