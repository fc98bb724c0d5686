import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import type { Workspace } from '../../../../test/seed.js';
import { untilWaiting } from '../../../../test/store.js';

const REQUESTS = { name: 'requests', limit: 3, duration: 60_000, autoApply: true };
const DAY_MS = 24 * 60 * 60 * 1000;

let harness: Harness;
let workspace: Workspace;
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
});
afterAll(() => harness.stop());

async function verify(idempotencyKey: string, body: object) {
  const headers = { 'idempotency-key': idempotencyKey };
  const answer = await workspace.call('keys.verifyKey', body, { headers });
  return answer.body.data ?? answer.body.error;
}

/** The current balance, because the request has no Idempotency-Key. */
async function balanceOf(key: string): Promise<number> {
  const answer = await workspace.call('keys.verifyKey', { key, credits: { cost: 0 } });
  return answer.body.data.credits;
}

describe('a verification under an Idempotency-Key', () => {
  it('spends once, with one answer, when it arrives twenty times at once and once more', async () => {
    const { key } = await workspace.newKey({ credits: { remaining: 10 } });
    const body = { key, credits: { cost: 4 } };
    const answers = await Promise.all(Array.from({ length: 20 }, () => verify('twenty', body)));
    answers.push(await verify('twenty', body));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ code: 'VALID', credits: 6 });
    expect(await balanceOf(key)).toBe(6);
  });

  it('spends once when it is repeated on another process', async () => {
    const { key } = await workspace.newKey({ credits: { remaining: 10 } });
    await verify('elsewhere', { key });
    const peer = await harness.startPeer();
    const headers = { 'idempotency-key': 'elsewhere' };
    const { body } = await peer.call(workspace.rootKey, 'keys.verifyKey', { key }, { headers });
    await peer.stop();
    expect(body.data).toMatchObject({ code: 'VALID', credits: 9 });
    expect(await balanceOf(key)).toBe(9);
  });

  it('counts against the rate limits once, also for a key without credits', async () => {
    const { key } = await workspace.newKey({ ratelimits: [REQUESTS] });
    const first = await verify('limits', { key });
    expect(await verify('limits', { key })).toEqual(first);
    const next = await verify('next', { key });
    expect(next).toMatchObject({ code: 'VALID', ratelimits: [{ remaining: 1 }] });
  });

  it('waits while the first is still under way, and counts nothing itself', async () => {
    const once = { name: 'once', limit: 1, duration: 60_000, autoApply: true };
    const { key, keyId } = await workspace.newKey({
      credits: { remaining: 10 },
      ratelimits: [once],
    });
    const { db } = harness.deps;
    const both = await db.transaction().execute(async (tx) => {
      await tx.selectFrom('keys').select('id').where('id', '=', keyId).forUpdate().execute();
      const first = verify('under way', { key });
      await untilWaiting(db, 1);
      const second = verify('under way', { key });
      await untilWaiting(db, 2);
      return [first, second];
    });
    const [first, second] = await Promise.all(both);
    expect(first).toMatchObject({ code: 'VALID', credits: 9, ratelimits: [{ remaining: 0 }] });
    expect(second).toEqual(first);
  });

  it('that waits for a change of the credits is denied with the balance after it', async () => {
    const { key, keyId } = await workspace.newKey({ credits: { remaining: 10 } });
    const { db } = harness.deps;
    const { denied } = await db.transaction().execute(async (tx) => {
      await tx.updateTable('keys').set({ credits_remaining: 2 }).where('id', '=', keyId).execute();
      const answer = verify('lowered', { key, credits: { cost: 3 } });
      await untilWaiting(db, 1);
      return { denied: answer };
    });
    expect(await denied).toMatchObject({ code: 'USAGE_EXCEEDED', credits: 2 });
    expect(await verify('lowered', { key, credits: { cost: 3 } })).toEqual(await denied);
  });

  it('is judged in the window in which it gets its slot', async () => {
    const { key } = await workspace.newKey({ ratelimits: [REQUESTS] });
    const { db } = harness.deps;
    harness.clock.advance(DAY_MS - (harness.clock.nowMs() % 60_000) - 1);
    expect(await verify('warm', { key })).toMatchObject({ code: 'VALID' });
    const late = await db.transaction().execute(async (tx) => {
      await sql`lock table idempotent_answers in access exclusive mode`.execute(tx);
      const held = verify('held up', { key });
      await untilWaiting(db, 1);
      harness.clock.advance(1);
      return [held];
    });
    const reset = harness.clock.nowMs() + REQUESTS.duration;
    expect(await late[0]).toMatchObject({ code: 'VALID', ratelimits: [{ reset }] });
  });

  it('can be repeated when it was denied by a limit', async () => {
    const { key } = await workspace.newKey({ ratelimits: [{ ...REQUESTS, limit: 1 }] });
    expect(await verify('one', { key })).toMatchObject({ code: 'VALID' });
    expect(await verify('another', { key })).toMatchObject({ code: 'RATE_LIMITED' });
    harness.clock.advance(DAY_MS);
    expect(await verify('another', { key })).toMatchObject({ code: 'VALID' });
  });

  it('gets the same denial again if the credits were not enough', async () => {
    const { key, keyId } = await workspace.newKey({ credits: { remaining: 1 } });
    const body = { key, credits: { cost: 2 } };
    expect(await verify('too much', body)).toMatchObject({ code: 'USAGE_EXCEEDED', credits: 1 });
    await workspace.call('keys.updateCredits', { keyId, operation: 'set', value: 5 });
    expect(await verify('too much', body)).toMatchObject({ code: 'USAGE_EXCEEDED' });
    expect(await verify('once more', body)).toMatchObject({ code: 'VALID', credits: 3 });
  });

  it('is never VALID for a key that has been deleted since', async () => {
    const { key, keyId } = await workspace.newKey({ credits: { remaining: 10 } });
    expect(await verify('revoked', { key })).toMatchObject({ code: 'VALID' });
    await workspace.call('keys.deleteKey', { keyId });
    expect(await verify('revoked', { key })).toEqual({ valid: false, code: 'NOT_FOUND' });
  });

  it('is judged again when it was refused before it consumed anything', async () => {
    const { key, keyId } = await workspace.newKey({ enabled: false, credits: { remaining: 10 } });
    expect(await verify('disabled', { key })).toMatchObject({ code: 'DISABLED' });
    await workspace.call('keys.updateKey', { keyId, enabled: true });
    expect(await verify('disabled', { key })).toMatchObject({ code: 'VALID', credits: 9 });
  });

  it('applies a refill that is due', async () => {
    const refill = { interval: 'daily', amount: 10 };
    const { key } = await workspace.newKey({ credits: { remaining: 0, refill } });
    harness.clock.advance(DAY_MS);
    expect(await verify('refilled', { key })).toMatchObject({ code: 'VALID', credits: 9 });
    expect(await verify('refilled', { key })).toMatchObject({ code: 'VALID', credits: 9 });
  });

  it('refuses another body under the same key', async () => {
    const { key } = await workspace.newKey({ credits: { remaining: 10 } });
    await verify('reused', { key });
    const refused = await verify('reused', { key, credits: { cost: 2 } });
    expect(refused.status).toBe(409);
    expect(await balanceOf(key)).toBe(9);
  });
});
