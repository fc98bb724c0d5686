import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { readAuditTrail } from '../../../../test/rows.js';
import type { Workspace } from '../../../../test/seed.js';

const DAY_MS = 86_400_000;

let harness: Harness;
let workspace: Workspace;
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
});
afterAll(() => harness.stop());

const DAILY = { interval: 'daily', amount: 100 };

async function newKey(credits: object) {
  return workspace.newKey({ credits });
}

async function update(keyId: string, operation: string, value?: number | null) {
  return workspace.call('keys.updateCredits', {
    keyId,
    operation,
    ...(value === undefined ? {} : { value }),
  });
}

async function creditsOf(keyId: string) {
  const { body } = await workspace.call('keys.getKey', { keyId });
  return body.data.credits;
}

describe('keys.updateCredits answers', () => {
  it.each([
    ['set', 5, 5],
    ['set', 0, 0],
    ['increment', 5, 15],
    ['increment', 0, 10],
    ['decrement', 4, 6],
    ['decrement', 11, 0],
  ])('%s %i on 10 credits with %i, and keeps the refill', async (operation, value, remaining) => {
    const { keyId } = await newKey({ remaining: 10, refill: DAILY });
    const { status, body } = await update(keyId, operation, value);
    expect(status).toBe(200);
    expect(body.data).toEqual({ remaining, refill: DAILY });
    expect(await creditsOf(keyId)).toEqual({ remaining, refill: DAILY });
  });

  it.each([null, undefined])(
    'set %s by making the key unlimited, without a refill that would limit it again',
    async (value) => {
      const { keyId, key } = await newKey({ remaining: 0, refill: DAILY });
      expect((await update(keyId, 'set', value)).body.data).toEqual({ remaining: null });
      expect(await creditsOf(keyId)).toBeUndefined();
      harness.clock.advance(DAY_MS);
      const verified = await workspace.call('keys.verifyKey', { key });
      expect(verified.body.data).toMatchObject({ code: 'VALID' });
      expect(verified.body.data.credits).toBeUndefined();
    },
  );

  it('set on an unlimited key by limiting it from the next verification on', async () => {
    const { keyId, key } = await workspace.newKey();
    await workspace.call('keys.verifyKey', { key });
    await update(keyId, 'set', 0);
    const verified = await workspace.call('keys.verifyKey', { key });
    expect(verified.body.data).toMatchObject({ code: 'USAGE_EXCEEDED', credits: 0 });
  });

  it('with a due refill applied before the change', async () => {
    const added = await newKey({ remaining: 1, refill: DAILY });
    const set = await newKey({ remaining: 1, refill: DAILY });
    harness.clock.advance(DAY_MS);
    expect((await update(added.keyId, 'increment', 5)).body.data.remaining).toBe(105);
    expect((await update(set.keyId, 'set', 5)).body.data.remaining).toBe(5);
    expect((await creditsOf(added.keyId)).remaining).toBe(105);
    expect((await creditsOf(set.keyId)).remaining).toBe(5);
  });

  it('increments up to the largest exact integer and not beyond', async () => {
    const { keyId } = await newKey({ remaining: 10 });
    const refused = await update(keyId, 'increment', Number.MAX_SAFE_INTEGER - 9);
    expect(refused.status).toBe(400);
    expect(refused.body.error.errors).toMatchObject([{ location: 'body.value' }]);
    const filled = await update(keyId, 'increment', Number.MAX_SAFE_INTEGER - 10);
    expect(filled.body.data.remaining).toBe(Number.MAX_SAFE_INTEGER);
  });
});

describe('keys.updateCredits refuses', () => {
  it.each(['increment', 'decrement'])('to %s by nothing', async (operation) => {
    const { keyId } = await newKey({ remaining: 10 });
    for (const value of [null, undefined]) {
      const { status, body } = await update(keyId, operation, value);
      expect(status).toBe(400);
      expect(body.error.errors).toMatchObject([{ location: 'body.value' }]);
    }
    expect(await creditsOf(keyId)).toEqual({ remaining: 10 });
  });

  it.each(['increment', 'decrement'])('to %s unlimited credits', async (operation) => {
    const { keyId } = await workspace.newKey();
    const { status, body } = await update(keyId, operation, 5);
    expect(status).toBe(400);
    expect(body.error.errors).toMatchObject([{ location: 'body.operation' }]);
  });

  it('a key of another workspace and does not say that it exists', async () => {
    const { keyId } = await newKey({ remaining: 10 });
    const other = await harness.newWorkspace();
    const foreign = await other.call('keys.updateCredits', { keyId, operation: 'set', value: 0 });
    const missing = await other.call('keys.updateCredits', { keyId: 'key_none', operation: 'set' });
    expect(foreign.status).toBe(404);
    expect(foreign.body.error).toEqual(missing.body.error);
  });

  it('a root key that may not update keys, before it looks at the value', async () => {
    const { keyId } = await workspace.newKey();
    const limited = await workspace.newRootKey(['api.*.read_key']);
    const { status } = await limited.call('keys.updateCredits', { keyId, operation: 'increment' });
    expect(status).toBe(403);
  });
});

describe('keys.updateCredits on the side', () => {
  it('leaves an audit event and sets updatedAt', async () => {
    const fresh = await harness.newWorkspace();
    const { keyId } = await fresh.newKey({ name: 'Job', credits: { remaining: 10 } });
    await fresh.call('keys.updateCredits', { keyId, operation: 'set', value: 7 });
    // Audit events of one millisecond are listed in no particular order.
    harness.clock.advance(1);
    await fresh.call('keys.updateCredits', { keyId, operation: 'set', value: null });
    const trail = await readAuditTrail(harness.deps, fresh.id);
    const updates = trail.filter(({ event }) => event === 'key.update');
    expect(updates.map(({ description }) => description)).toEqual([
      `Updated Key ${keyId}, set remaining to 7.`,
      `Updated Key ${keyId}, set remaining to unlimited.`,
    ]);
    expect(updates[0]?.targets).toEqual([
      { type: 'keySpace', id: expect.stringMatching(/^ks_/) },
      { type: 'key', id: keyId, name: 'Job' },
    ]);
    const shown = await fresh.call('keys.getKey', { keyId });
    expect(shown.body.data.updatedAt).toBe(harness.clock.nowMs());
  });

  it('adds up all increments and decrements that arrive at once', async () => {
    const { keyId } = await newKey({ remaining: 1000 });
    const calls = Array.from({ length: 20 }, (_, index) =>
      update(keyId, index % 2 === 0 ? 'increment' : 'decrement', index),
    );
    await Promise.all(calls);
    expect(await creditsOf(keyId)).toEqual({ remaining: 990 });
  });
});
