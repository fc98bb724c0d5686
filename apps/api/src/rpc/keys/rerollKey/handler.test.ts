import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { deleteApi, readAuditTrail, seedRole } from '../../../../test/rows.js';
import type { Workspace } from '../../../../test/seed.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let harness: Harness;
let workspace: Workspace;
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
});
afterAll(() => harness.stop());

async function reroll(keyId: string, expiration: number | null = 0) {
  return workspace.call('keys.rerollKey', { keyId, expiration });
}

async function show(keyId: string) {
  const { body } = await workspace.call('keys.getKey', { keyId });
  return body.data;
}

async function codeOf(key: string) {
  const { body } = await workspace.call('keys.verifyKey', { key, credits: { cost: 0 } });
  return body.data.code;
}

describe('keys.rerollKey answers', () => {
  it('with a key like the old one in everything that can be configured', async () => {
    await seedRole(harness.deps, { workspaceId: workspace.id, name: 'reader' });
    const old = await workspace.newKey({
      name: 'Job',
      externalId: 'user_1',
      meta: { plan: 'free' },
      enabled: false,
      expires: Date.UTC(2090, 0, 1),
      permissions: ['docs.read', 'docs.write'],
      roles: ['reader'],
      credits: { remaining: 7, refill: { interval: 'monthly', amount: 9, refillDay: 31 } },
      ratelimits: [{ name: 'requests', limit: 10, duration: 60_000, autoApply: true }],
    });
    const shown = await show(old.keyId);
    harness.clock.advance(HOUR_MS);
    const { status, body } = await reroll(old.keyId, HOUR_MS);
    expect(status).toBe(200);
    expect(body.data.keyId).not.toBe(old.keyId);
    expect(await show(body.data.keyId)).toEqual({
      ...shown,
      keyId: body.data.keyId,
      start: body.data.key.slice(0, 4),
      createdAt: harness.clock.nowMs(),
      ratelimits: [
        { ...shown.ratelimits[0], id: expect.not.stringContaining(shown.ratelimits[0].id) },
      ],
    });
  });

  it.each([
    [{ prefix: 'my_app', byteLength: 255 }, /^my_app_[1-9A-HJ-NP-Za-km-z]{340,}$/],
    [{ prefix: 'sk_', byteLength: 16 }, /^sk__[1-9A-HJ-NP-Za-km-z]{20,22}$/],
    [{}, /^[1-9A-HJ-NP-Za-km-z]{20,22}$/],
  ])('with a key of the shape that %j gave the old one', async (fields, shape) => {
    const { keyId } = await workspace.newKey(fields);
    const first = await reroll(keyId);
    const second = await reroll(first.body.data.keyId);
    expect(first.body.data.key).toMatch(shape);
    expect(second.body.data.key).toMatch(shape);
  });

  it('with the current credits of the old key, which each key then has for itself', async () => {
    const refill = { interval: 'daily', amount: 100 };
    const old = await workspace.newKey({ credits: { remaining: 5, refill } });
    await workspace.call('keys.verifyKey', { key: old.key, credits: { cost: 3 } });
    const { body } = await reroll(old.keyId, HOUR_MS);
    expect((await show(body.data.keyId)).credits).toEqual({ remaining: 2, refill });
    await workspace.call('keys.verifyKey', { key: old.key, credits: { cost: 2 } });
    expect((await show(old.keyId)).credits.remaining).toBe(0);
    expect((await show(body.data.keyId)).credits.remaining).toBe(2);
  });

  it('with the balance after a due refill, and the next refill due as for the old key', async () => {
    const refill = { interval: 'daily', amount: 100 };
    const old = await workspace.newKey({ credits: { remaining: 5, refill } });
    harness.clock.advance(DAY_MS);
    const { body } = await reroll(old.keyId);
    const rows = await harness.deps.db
      .selectFrom('keys')
      .select(['credits_remaining', 'refill_due_at_ms'])
      .where('id', 'in', [old.keyId, body.data.keyId])
      .execute();
    expect(rows[0]).toEqual(rows[1]);
    expect(rows[0]?.credits_remaining).toBe(100);
    expect(rows[0]?.refill_due_at_ms).toBeGreaterThan(harness.clock.nowMs());
  });

  it('although the request has an unknown field, as the contract allows', async () => {
    const { keyId } = await workspace.newKey();
    const body = { keyId, expiration: 0, reason: 'leaked' };
    expect((await workspace.call('keys.rerollKey', body)).status).toBe(200);
  });
});

describe('keys.rerollKey without an end for the old key', () => {
  it('leaves it valid for ever, if it has no expiry of its own', async () => {
    const old = await workspace.newKey();
    const { status, body } = await reroll(old.keyId, null);
    expect(status).toBe(200);
    harness.clock.advance(1000 * DAY_MS);
    expect([await codeOf(old.key), await codeOf(body.data.key)]).toEqual(['VALID', 'VALID']);
    expect(await show(old.keyId)).not.toHaveProperty('expires');
  });

  it('leaves it the expiry that it has, which the new key has too', async () => {
    const expires = harness.clock.nowMs() + HOUR_MS;
    const old = await workspace.newKey({ expires });
    const { body } = await reroll(old.keyId, null);
    expect((await show(old.keyId)).expires).toBe(expires);
    expect((await show(body.data.keyId)).expires).toBe(expires);
    harness.clock.advance(HOUR_MS + 1);
    expect([await codeOf(old.key), await codeOf(body.data.key)]).toEqual(['EXPIRED', 'EXPIRED']);
  });
});

describe('keys.rerollKey ends the old key', () => {
  it('at once without a grace period, although it has just been verified', async () => {
    const old = await workspace.newKey();
    expect(await codeOf(old.key)).toBe('VALID');
    const { body } = await reroll(old.keyId, 0);
    harness.clock.advance(1);
    expect(await codeOf(old.key)).toBe('EXPIRED');
    expect(await codeOf(body.data.key)).toBe('VALID');
  });

  it('to the millisecond when the grace period is over', async () => {
    const old = await workspace.newKey();
    const { body } = await reroll(old.keyId, HOUR_MS + 1);
    expect(await show(old.keyId)).toMatchObject({
      expires: harness.clock.nowMs() + HOUR_MS + 1,
      updatedAt: harness.clock.nowMs(),
    });
    const codes = async () => [await codeOf(old.key), await codeOf(body.data.key)];
    expect(await codes()).toEqual(['VALID', 'VALID']);
    harness.clock.advance(HOUR_MS + 1);
    expect(await codes()).toEqual(['VALID', 'VALID']);
    harness.clock.advance(1);
    expect(await codes()).toEqual(['EXPIRED', 'VALID']);
  });

  it('never later than its own expiry', async () => {
    const soon = await workspace.newKey({ expires: harness.clock.nowMs() + 10 });
    const { expires } = await show(soon.keyId);
    const { body } = await reroll(soon.keyId, HOUR_MS);
    expect((await show(soon.keyId)).expires).toBe(expires);
    expect((await show(body.data.keyId)).expires).toBe(expires);
  });
});

describe('keys.rerollKey refuses', () => {
  it('a key of another workspace and does not say that it exists', async () => {
    const { keyId } = await workspace.newKey();
    const other = await harness.newWorkspace();
    const foreign = await other.call('keys.rerollKey', { keyId, expiration: 0 });
    const missing = await other.call('keys.rerollKey', { keyId: 'key_none', expiration: 0 });
    expect(foreign.status).toBe(404);
    expect(foreign.body.error).toEqual(missing.body.error);
  });

  it('an expired key, whose successor would have expired too', async () => {
    const expires = harness.clock.nowMs() + 10;
    const { keyId } = await workspace.newKey({ expires });
    harness.clock.set(expires);
    expect((await reroll(keyId)).status).toBe(200);
    harness.clock.advance(1);
    const late = await reroll(keyId);
    expect(late.status).toBe(400);
    expect(late.body.error.errors[0]).toMatchObject({ location: 'body.keyId' });
  });

  it('a key whose API has been deleted', async () => {
    const { keyId, apiId } = await workspace.newKey();
    await deleteApi(harness.deps, apiId);
    expect((await reroll(keyId)).status).toBe(404);
  });

  it('a root key that may update keys but not create them', async () => {
    const { keyId, key } = await workspace.newKey();
    const limited = await workspace.newRootKey(['api.*.update_key', 'api.*.read_key']);
    const { status, body } = await limited.call('keys.rerollKey', { keyId, expiration: 0 });
    expect(status).toBe(403);
    expect(body.error.detail).toContain('create_key');
    harness.clock.advance(1);
    expect(await codeOf(key)).toBe('VALID');
  });
});

describe('keys.rerollKey on the side', () => {
  it('leaves one audit event that names both keys', async () => {
    const fresh = await harness.newWorkspace();
    const old = await fresh.newKey({ name: 'Job', permissions: ['a'] });
    harness.clock.advance(1);
    const { body } = await fresh.call('keys.rerollKey', { keyId: old.keyId, expiration: 0 });
    const trail = await readAuditTrail(harness.deps, fresh.id);
    const { keyId } = body.data;
    expect(trail.filter((row) => row.time_ms === harness.clock.nowMs())).toMatchObject([
      {
        event: 'key.reroll',
        description: `Rerolled key (${old.keyId}) to (${keyId})`,
        targets: [
          { type: 'key', id: keyId, name: 'Job' },
          { type: 'key', id: old.keyId, name: 'Job' },
          { type: 'api', id: old.apiId, name: 'Weather' },
        ],
      },
    ]);
  });

  it('succeeds while a permission of the key is deleted at the same time', async () => {
    for (let round = 0; round < 10; round++) {
      const slug = `doomed.${round}`;
      const { keyId } = await workspace.newKey({ permissions: [slug, 'docs.kept'] });
      const [rerolled, deleted] = await Promise.all([
        reroll(keyId),
        workspace.call('permissions.deletePermission', { permission: slug }),
      ]);
      expect([rerolled.status, deleted.status]).toEqual([200, 200]);
      expect((await show(rerolled.body.data.keyId)).permissions).toEqual(['docs.kept']);
    }
  });
});
