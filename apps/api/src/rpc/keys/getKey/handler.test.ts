import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { deleteApi, seedRole, updateIdentity } from '../../../../test/rows.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('keys.getKey answers', () => {
  it('with everything that the key was created with', async () => {
    const workspace = await harness.newWorkspace();
    const { deps, clock } = harness;
    await seedRole(deps, { workspaceId: workspace.id, name: 'Reader', slugs: ['docs.read'] });
    const createdAt = clock.nowMs();
    const { keyId, key } = await workspace.newKey({
      prefix: 'prod',
      name: 'Job',
      meta: { plan: 'pro' },
      expires: createdAt + 1,
      externalId: 'user_42',
      credits: { remaining: 10, refill: { interval: 'monthly', amount: 20, refillDay: 31 } },
      permissions: ['docs.write'],
      roles: ['Reader'],
      enabled: false,
    });
    clock.advance(1000);
    const { status, body } = await workspace.call('keys.getKey', { keyId, decrypt: false });
    expect(status).toBe(200);
    expect(body.data).toEqual({
      keyId,
      start: key.slice(0, 'prod_'.length + 4),
      enabled: false,
      createdAt,
      name: 'Job',
      meta: { plan: 'pro' },
      expires: createdAt + 1,
      permissions: ['docs.read', 'docs.write'],
      roles: ['Reader'],
      credits: { remaining: 10, refill: { interval: 'monthly', amount: 20, refillDay: 31 } },
      identity: { id: expect.stringMatching(/^id_/), externalId: 'user_42' },
    });
  });

  it('with the balance after a refill that has fallen due', async () => {
    harness.clock.set(Date.UTC(2026, 1, 27, 12));
    const workspace = await harness.newWorkspace();
    const refill = { interval: 'monthly', amount: 20, refillDay: 31 };
    const { keyId } = await workspace.newKey({ credits: { remaining: 1, refill } });
    harness.clock.set(Date.UTC(2026, 1, 28) - 1);
    expect((await workspace.call('keys.getKey', { keyId })).body.data.credits.remaining).toBe(1);
    harness.clock.set(Date.UTC(2026, 1, 28));
    expect((await workspace.call('keys.getKey', { keyId })).body.data.credits.remaining).toBe(20);
  });

  it('with the meta of the identity, and without an identity that is deleted', async () => {
    const workspace = await harness.newWorkspace();
    const { keyId } = await workspace.newKey({ externalId: 'user_42' });
    const show = async () => (await workspace.call('keys.getKey', { keyId })).body.data;
    const { id } = (await show()).identity;
    await updateIdentity(harness.deps, id, { meta: '{"plan":"pro"}' });
    expect((await show()).identity).toEqual({ id, externalId: 'user_42', meta: { plan: 'pro' } });
    await updateIdentity(harness.deps, id, { deleted_at_ms: harness.clock.nowMs() });
    expect(await show()).not.toHaveProperty('identity');
  });

  it.each([
    ['all keys', () => 'api.*.read_key'],
    ['the keys of this API', ({ apiId }: { apiId: string }) => `api.${apiId}.read_key`],
  ])('a root key that may read %s', async (_title, grant) => {
    const workspace = await harness.newWorkspace();
    const { keyId, apiId } = await workspace.newKey();
    const limited = await workspace.newRootKey([grant({ apiId })]);
    expect((await limited.call('keys.getKey', { keyId })).status).toBe(200);
  });
});

describe('keys.getKey refuses', () => {
  it('with 403 and all permissions that would be enough', async () => {
    const workspace = await harness.newWorkspace();
    const { keyId, apiId } = await workspace.newKey();
    const limited = await workspace.newRootKey(['api.*.verify_key']);
    const { status, body } = await limited.call('keys.getKey', { keyId });
    expect(status).toBe(403);
    expect(body.error.detail).toContain(`api.*.read_key or api.${apiId}.read_key or unkey:v1:`);
    expect(body.error.detail).toContain(`/keys/${keyId}#read_key`);
  });

  it('a deleted key and a key of a deleted API as if they had never existed', async () => {
    const workspace = await harness.newWorkspace();
    const [first, second] = [await workspace.newKey(), await workspace.newKey()];
    await workspace.call('keys.deleteKey', { keyId: first.keyId });
    await deleteApi(harness.deps, second.apiId);
    const answers = await Promise.all(
      [first.keyId, second.keyId, 'key_that_never_was'].map((keyId) =>
        workspace.call('keys.getKey', { keyId }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body.error))).size).toBe(1);
  });

  it('to decrypt while encryption is not set up', async () => {
    const workspace = await harness.newWorkspace();
    const { keyId } = await workspace.newKey();
    const { status, body } = await workspace.call('keys.getKey', { keyId, decrypt: true });
    expect(status).toBe(412);
    expect(body.error.type).toMatch(/precondition_failed$/);
  });
});
