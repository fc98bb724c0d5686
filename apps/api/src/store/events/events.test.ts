import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countEvents, expectSumsToMatch, limitCheck, verification } from '../../../test/events.js';
import { NOW_MS, type Store, startStore } from '../../../test/store.js';
import { EventBatch } from '../../engine/events/event-batch.js';
import type { Db } from '../database/database.js';
import { inTransaction } from '../database/transaction.js';
import { ensureEventPartitions, eventDay } from './event-partitions.js';
import { insertLimitCheckEvents, limitCheckToJson } from './limit-check-events.js';
import { insertVerificationEvents, verificationToJson } from './verification-events.js';

const HOUR_MS = 3_600_000;

let store: Store;
beforeEach(async () => {
  store = await startStore();
});
afterEach(() => store.stop());

async function ensureDays(db: Db, days: readonly number[]) {
  await inTransaction(db, (tx) => ensureEventPartitions(tx, days));
}

async function counts() {
  return {
    verifications: await countEvents(store.db, 'verifications'),
    limitChecks: await countEvents(store.db, 'limit_checks'),
  };
}

function toBatch<Event extends { readonly timeMs: number }>(
  events: readonly Event[],
  encode: (event: Event) => string,
): EventBatch {
  return EventBatch.of(events.map((event) => ({ json: encode(event), timeMs: event.timeMs })));
}

describe('a batch of events', () => {
  it('is stored once, however often it is sent, and by however many at once', async () => {
    await ensureDays(store.db, [eventDay(NOW_MS)]);
    const { workspaceId, keyId } = await store.newKey(await store.newApi());
    const ids = { workspaceId, keyId };
    const verifications = Array.from({ length: 300 }, () => verification(ids));
    const limitChecks = Array.from({ length: 300 }, () => limitCheck(ids));
    const batches = {
      verifications: toBatch(verifications, verificationToJson),
      limitChecks: toBatch(limitChecks, limitCheckToJson),
    };
    const others = [store.open(), store.open(), store.open()];
    await Promise.all(
      [store.db, ...others].flatMap((db) => [
        insertVerificationEvents(db, batches.verifications),
        insertLimitCheckEvents(db, batches.limitChecks),
      ]),
    );
    await insertVerificationEvents(store.db, batches.verifications);
    expect(await countEvents(store.db, 'verifications')).toBe(300);
    expect(await countEvents(store.db, 'limit_checks')).toBe(300);
    await expectSumsToMatch(store.db);
  });

  it('adds to the sums and last uses exactly what it adds to the events, in any order', async () => {
    const api = await store.newApi();
    const keys = [await store.newKey(api), await store.newKey(api)];
    const days = [eventDay(NOW_MS), eventDay(NOW_MS) + 1];
    await ensureDays(store.db, days);
    const pools = [store.db, store.open(), store.open()];
    const timeMs = fc.integer({ min: NOW_MS, max: NOW_MS + 14 * HOUR_MS });
    const keyId = fc.constantFrom('', 'key_gone', ...keys.map((key) => key.keyId));
    const workspaceId = fc.constant(api.workspaceId);
    const latencyUs = fc.nat(5000);
    const verifications = fc
      .record({
        timeMs,
        workspaceId,
        keyId,
        latencyUs,
        apiId: fc.constantFrom('', api.apiId),
        identityId: fc.constantFrom('', 'id_1'),
        code: fc.constantFrom('VALID', 'NOT_FOUND', 'USAGE_EXCEEDED'),
        spentCredits: fc.nat(1_000_000),
      })
      .map(verification);
    const limitChecks = fc
      .record({
        timeMs,
        workspaceId,
        latencyUs,
        item: fc.nat(2),
        identifier: fc.constantFrom('x', 'y'),
        passed: fc.boolean(),
        cost: fc.maxSafeNat(),
      })
      .map(limitCheck);
    const batch = fc.record({
      pool: fc.nat(pools.length - 1),
      verifications: fc.array(verifications, { maxLength: 8 }),
      limitChecks: fc.array(limitChecks, { maxLength: 8 }),
      times: fc.integer({ min: 1, max: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { maxLength: 12 }), async (batches) => {
        const before = await counts();
        const work = batches.flatMap((one) => {
          const verificationBatch = toBatch(one.verifications, verificationToJson);
          const limitCheckBatch = toBatch(one.limitChecks, limitCheckToJson);
          return Array.from({ length: one.times }, async () => {
            const db = pools[one.pool] ?? store.db;
            if (verificationBatch.count > 0) await insertVerificationEvents(db, verificationBatch);
            if (limitCheckBatch.count > 0) await insertLimitCheckEvents(db, limitCheckBatch);
          });
        });
        await Promise.all(work);
        expect(await counts()).toEqual({
          verifications: before.verifications + batches.flatMap((one) => one.verifications).length,
          limitChecks: before.limitChecks + batches.flatMap((one) => one.limitChecks).length,
        });
        await expectSumsToMatch(store.db);
      }),
      { numRuns: 40 },
    );
  });
});
