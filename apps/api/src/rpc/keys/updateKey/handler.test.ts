import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { readAuditTrail, seedRole } from '../../../../test/rows.js';
import type { Workspace } from '../../../../test/seed.js';

const DAY_MS = 86_400_000;
const DAILY = { interval: 'daily', amount: 100 };
const MONTHLY = { interval: 'monthly', amount: 9, refillDay: 31 };
const LIMIT = { name: 'requests', limit: 10, duration: 60_000, autoApply: true };

let harness: Harness;
let workspace: Workspace;
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
});
afterAll(() => harness.stop());

async function update(keyId: string, fields: object) {
  return workspace.call('keys.updateKey', { keyId, ...fields });
}

async function show(keyId: string) {
  const { body } = await workspace.call('keys.getKey', { keyId });
  return body.data;
}

describe('keys.updateKey answers', () => {
  const before = {
    name: 'Job',
    externalId: 'user_1',
    meta: { plan: 'free', nested: { n: 1.5 } },
    expires: Date.UTC(2090, 0, 1),
    permissions: ['docs.read'],
    credits: { remaining: 10, refill: DAILY },
    ratelimits: [LIMIT],
  };

  it('with nothing, and changes only updatedAt, when no field is sent', async () => {
    const { keyId } = await workspace.newKey(before);
    const shown = await show(keyId);
    const { status, body } = await update(keyId, {});
    expect(status).toBe(200);
    expect(body.data).toEqual({});
    expect(await show(keyId)).toEqual({ ...shown, updatedAt: harness.clock.nowMs() });
  });

  it.each([
    ['name', 'Weekly job'],
    ['meta', { plan: 'pro' }],
    ['expires', Date.UTC(2095, 0, 1)],
    ['expires', 0],
    ['enabled', false],
    ['permissions', ['docs.write', 'docs.zap']],
  ])('by setting %s and leaving the rest', async (field, value) => {
    const { keyId } = await workspace.newKey(before);
    const shown = await show(keyId);
    await update(keyId, { [field]: value });
    const updatedAt = harness.clock.nowMs();
    expect(await show(keyId)).toEqual({ ...shown, [field]: value, updatedAt });
  });

  it.each([
    ['name', null, 'name'],
    ['externalId', null, 'identity'],
    ['meta', null, 'meta'],
    ['meta', {}, 'meta'],
    ['expires', null, 'expires'],
    ['credits', null, 'credits'],
    ['permissions', [], 'permissions'],
    ['ratelimits', [], 'ratelimits'],
    ['ratelimits', null, 'ratelimits'],
  ])('by clearing with %s = %j, which leaves out %s', async (field, value, shownAs) => {
    const { keyId } = await workspace.newKey(before);
    const { [shownAs]: cleared, ...rest } = await show(keyId);
    expect(cleared).toBeDefined();
    await update(keyId, { [field]: value });
    expect(await show(keyId)).toEqual({ ...rest, updatedAt: harness.clock.nowMs() });
  });

  it('by moving the key to another identity, which it creates if it is missing', async () => {
    const { keyId, key } = await workspace.newKey({ externalId: 'user_a' });
    await workspace.call('keys.verifyKey', { key });
    await update(keyId, { externalId: 'user_b' });
    const verified = await workspace.call('keys.verifyKey', { key });
    expect(verified.body.data.identity.externalId).toBe('user_b');
    const second = await workspace.newKey({ externalId: 'user_b' });
    expect((await show(second.keyId)).identity).toEqual((await show(keyId)).identity);
  });

  it('by replacing roles, all of which must exist', async () => {
    for (const name of ['reader', 'writer', 'owner']) {
      await seedRole(harness.deps, { workspaceId: workspace.id, name });
    }
    const { keyId } = await workspace.newKey({ roles: ['reader', 'writer'] });
    await update(keyId, { roles: ['owner', 'writer', 'owner'] });
    expect((await show(keyId)).roles).toEqual(['owner', 'writer']);
    const refused = await update(keyId, { name: 'Other', roles: ['reader', 'ghost'] });
    expect(refused.status).toBe(404);
    expect(refused.body.error.detail).toContain("'ghost'");
    expect(await show(keyId)).toMatchObject({ roles: ['owner', 'writer'] });
    expect((await show(keyId)).name).toBeUndefined();
    await update(keyId, { roles: [] });
    expect((await show(keyId)).roles).toBeUndefined();
  });

  it('by replacing limits, where a limit that keeps its name keeps its id', async () => {
    const { keyId } = await workspace.newKey({ ratelimits: [LIMIT, { ...LIMIT, name: 'bytes' }] });
    const [, kept] = (await show(keyId)).ratelimits;
    await update(keyId, {
      ratelimits: [
        { ...LIMIT, limit: 3 },
        { ...LIMIT, name: 'jobs' },
      ],
    });
    const { ratelimits } = await show(keyId);
    expect(ratelimits.map(({ name }: { name: string }) => name)).toEqual(['jobs', 'requests']);
    expect(ratelimits[1]).toEqual({ ...kept, limit: 3 });
  });
});

describe('keys.updateKey treats credits', () => {
  it.each([
    [{}, { remaining: 10, refill: DAILY }],
    [{ remaining: 3 }, { remaining: 3, refill: DAILY }],
    [{ remaining: null }, undefined],
    [{ refill: null }, { remaining: 10 }],
    [{ refill: MONTHLY }, { remaining: 10, refill: MONTHLY }],
    [{ remaining: 3, refill: null }, { remaining: 3 }],
    [
      { remaining: 3, refill: MONTHLY },
      { remaining: 3, refill: MONTHLY },
    ],
    [
      { refill: { interval: 'monthly', amount: 9 } },
      { remaining: 10, refill: { interval: 'monthly', amount: 9, refillDay: 1 } },
    ],
  ])('%j as %j', async (credits, shown) => {
    const { keyId } = await workspace.newKey({ credits: { remaining: 10, refill: DAILY } });
    expect((await update(keyId, { credits })).status).toBe(200);
    expect((await show(keyId)).credits).toEqual(shown);
  });

  it.each([
    [{ remaining: 10 }, { refill: { ...DAILY, refillDay: 3 } }, 'body.credits.refill.refillDay'],
    [{ remaining: null }, { refill: DAILY }, 'body.credits.refill'],
    [{ remaining: 10 }, { remaining: null, refill: DAILY }, 'body.credits.refill'],
  ])('of %j with 400 for %j', async (before, credits, location) => {
    const { keyId } = await workspace.newKey({ credits: before });
    const { status, body } = await update(keyId, { name: 'Other', credits });
    expect(status).toBe(400);
    expect(body.error.errors).toMatchObject([{ location }]);
    expect((await show(keyId)).name).toBeUndefined();
  });

  it('so that a due refill does not fill up a balance that was set after its due time', async () => {
    const { keyId, key } = await workspace.newKey({ credits: { remaining: 1, refill: DAILY } });
    harness.clock.advance(DAY_MS);
    await update(keyId, { credits: { remaining: 5 } });
    const today = await workspace.call('keys.verifyKey', { key });
    expect(today.body.data.credits).toBe(4);
    harness.clock.advance(DAY_MS);
    const tomorrow = await workspace.call('keys.verifyKey', { key });
    expect(tomorrow.body.data.credits).toBe(99);
  });
});

describe('keys.updateKey refuses', () => {
  it('a key of another workspace and does not say that it exists', async () => {
    const { keyId } = await workspace.newKey();
    const other = await harness.newWorkspace();
    const foreign = await other.call('keys.updateKey', { keyId, name: 'Mine' });
    const missing = await other.call('keys.updateKey', { keyId: 'key_none', name: 'Mine' });
    expect(foreign.status).toBe(404);
    expect(foreign.body.error).toEqual(missing.body.error);
  });

  it('a root key that may only update the keys of another API', async () => {
    const { keyId } = await workspace.newKey();
    const limited = await workspace.newRootKey([`api.${await workspace.newApi()}.update_key`]);
    expect((await limited.call('keys.updateKey', { keyId })).status).toBe(403);
  });

  it('a permission that differs only in case from an existing one', async () => {
    const { keyId } = await workspace.newKey({ permissions: ['mail.send'] });
    const { status } = await update(keyId, { permissions: ['Mail.Send'] });
    expect(status).toBe(409);
    expect((await show(keyId)).permissions).toEqual(['mail.send']);
  });

  it('metadata that is too large', async () => {
    const { keyId } = await workspace.newKey();
    const { status, body } = await update(keyId, { meta: { text: 'x'.repeat(70_000) } });
    expect(status).toBe(400);
    expect(body.error.errors).toMatchObject([{ location: 'body.meta' }]);
  });
});

describe('keys.updateKey on the side', () => {
  it('applies to the next verification', async () => {
    const { keyId, key } = await workspace.newKey();
    const codes = async () => (await workspace.call('keys.verifyKey', { key })).body.data.code;
    expect(await codes()).toBe('VALID');
    await update(keyId, { enabled: false });
    expect(await codes()).toBe('DISABLED');
    await update(keyId, { enabled: true, expires: harness.clock.nowMs() - 1 });
    expect(await codes()).toBe('EXPIRED');
    await update(keyId, { expires: null, ratelimits: [{ ...LIMIT, limit: 1 }] });
    expect(await codes()).toBe('VALID');
    expect(await codes()).toBe('RATE_LIMITED');
  });

  it('stores metadata as it was sent, and keeps it when another field is updated later', async () => {
    const { keyId } = await workspace.newKey();
    const meta = { z: 1, a: [1e21, 0.1, 'é'] };
    await update(keyId, { meta });
    await update(keyId, { name: 'Job' });
    const { text } = await harness.deps.db
      .selectFrom('keys')
      .select((eb) => eb.cast<string>('meta', 'text').as('text'))
      .where('id', '=', keyId)
      .executeTakeFirstOrThrow();
    expect(text).toBe(JSON.stringify(meta));
  });

  it('leaves its audit events in one order: what was created, what was linked, and the update', async () => {
    const fresh = await harness.newWorkspace();
    const { keyId, apiId } = await fresh.newKey({ name: 'Job', permissions: ['a'] });
    harness.clock.advance(1);
    await fresh.call('keys.updateKey', { keyId, name: 'Jobs', permissions: ['b'] });
    const trail = await readAuditTrail(harness.deps, fresh.id);
    const events = trail.filter((row) => row.time_ms === harness.clock.nowMs());
    expect(events.map(({ event }) => event)).toEqual([
      'authorization.disconnect_permission_and_key',
      'permission.create',
      'authorization.connect_permission_and_key',
      'key.update',
    ]);
    expect(events.at(-1)).toMatchObject({
      description: `Updated key ${keyId}`,
      targets: [
        { type: 'key', id: keyId, name: 'Jobs', meta: { name: 'Jobs', before: { name: 'Job' } } },
        { type: 'api', id: apiId, name: 'Weather' },
      ],
    });
    expect(new Set(events.map((row) => row.correlation_id)).size).toBe(1);
  });

  it('never mixes two updates of one key', async () => {
    const { keyId } = await workspace.newKey();
    const sets = [
      { permissions: ['p.1', 'p.2', 'p.3'], name: 'odd', credits: { remaining: 1 } },
      { permissions: ['p.3', 'p.4'], name: 'even', credits: null },
    ];
    await Promise.all(
      Array.from({ length: 10 }, (_, index) => update(keyId, sets[index % 2] ?? {})),
    );
    const { name, permissions, credits } = await show(keyId);
    const expected = name === 'odd' ? sets[0] : { ...sets[1], credits: undefined };
    expect({ name, permissions, credits }).toEqual(expected);
  });

  it('shares an identity that two updates create at once', async () => {
    const keys = await Promise.all([workspace.newKey(), workspace.newKey(), workspace.newKey()]);
    await Promise.all(keys.map(({ keyId }) => update(keyId, { externalId: 'shared' })));
    const identities = await Promise.all(
      keys.map(async ({ keyId }) => (await show(keyId)).identity.id),
    );
    expect(new Set(identities).size).toBe(1);
  });
});
