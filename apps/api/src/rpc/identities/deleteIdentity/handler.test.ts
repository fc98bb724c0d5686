import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { readAuditTrail } from '../../../../test/rows.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const LIMIT = { name: 'requests', limit: 1, duration: 60_000, autoApply: true };

describe('identities.deleteIdentity', () => {
  it('removes the identity and frees its external id', async () => {
    const workspace = await harness.newWorkspace();
    const first = await workspace.call('identities.createIdentity', { externalId: 'user_42' });
    const deleted = await workspace.call('identities.deleteIdentity', { identity: 'user_42' });
    expect(deleted.status).toBe(200);
    expect(deleted.body.data).toEqual({});
    for (const identity of ['user_42', first.body.data.identityId]) {
      const shown = await workspace.call('identities.getIdentity', { identity });
      expect(shown.status).toBe(404);
    }
    const second = await workspace.call('identities.createIdentity', { externalId: 'user_42' });
    expect(second.status).toBe(200);
    expect(second.body.data.identityId).not.toBe(first.body.data.identityId);
  });

  it('leaves its keys valid, without an identity and without its limits, at once', async () => {
    const workspace = await harness.newWorkspace();
    const created = { externalId: 'user_42', ratelimits: [LIMIT] };
    await workspace.call('identities.createIdentity', created);
    const { key, keyId } = await workspace.newKey({ externalId: 'user_42' });
    await workspace.call('keys.verifyKey', { key });
    const limited = await workspace.call('keys.verifyKey', { key });
    expect(limited.body.data.code).toBe('RATE_LIMITED');
    await workspace.call('identities.deleteIdentity', { identity: 'user_42' });
    const verified = await workspace.call('keys.verifyKey', { key });
    expect(verified.body.data.code).toBe('VALID');
    expect(verified.body.data).not.toHaveProperty('identity');
    const shown = await workspace.call('keys.getKey', { keyId });
    expect(shown.body.data).not.toHaveProperty('identity');
  });

  it('does not give the keys of a deleted identity to a new one with its external id', async () => {
    const workspace = await harness.newWorkspace();
    const { key } = await workspace.newKey({ externalId: 'user_42' });
    await workspace.call('identities.deleteIdentity', { identity: 'user_42' });
    await workspace.call('identities.createIdentity', { externalId: 'user_42' });
    const verified = await workspace.call('keys.verifyKey', { key });
    expect(verified.body.data).not.toHaveProperty('identity');
  });

  it('succeeds for one of several calls at once', async () => {
    const workspace = await harness.newWorkspace();
    await workspace.call('identities.createIdentity', { externalId: 'user_42' });
    const calls = Array.from({ length: 5 }, () =>
      workspace.call('identities.deleteIdentity', { identity: 'user_42' }),
    );
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 404)).toHaveLength(4);
  });

  it('refuses an identity of another workspace like a missing one', async () => {
    const workspace = await harness.newWorkspace();
    const other = await harness.newWorkspace();
    await workspace.call('identities.createIdentity', { externalId: 'user_42' });
    const foreign = await other.call('identities.deleteIdentity', { identity: 'user_42' });
    const missing = await other.call('identities.deleteIdentity', { identity: 'nobody' });
    expect(foreign.status).toBe(404);
    expect(foreign.body.error).toEqual(missing.body.error);
    const shown = await workspace.call('identities.getIdentity', { identity: 'user_42' });
    expect(shown.status).toBe(200);
  });

  it('refuses a root key that may only delete this identity', async () => {
    const workspace = await harness.newWorkspace();
    const created = await workspace.call('identities.createIdentity', { externalId: 'user_42' });
    const id = created.body.data.identityId;
    const limited = await workspace.newRootKey([`identity.${id}.delete_identity`]);
    const answer = await limited.call('identities.deleteIdentity', { identity: id });
    expect(answer.status).toBe(403);
  });

  it('leaves audit events for the identity and for each of its limits', async () => {
    const workspace = await harness.newWorkspace();
    const body = { externalId: 'user_42', ratelimits: [LIMIT] };
    const created = await workspace.call('identities.createIdentity', body);
    const id = created.body.data.identityId;
    const before = await readAuditTrail(harness.deps, workspace.id);
    harness.clock.advance(1);
    await workspace.call('identities.deleteIdentity', { identity: id });
    const trail = (await readAuditTrail(harness.deps, workspace.id)).slice(before.length);
    const identity = { type: 'identity', id, name: 'user_42' };
    expect(trail).toMatchObject([
      { event: 'identity.delete', description: `Deleted identity ${id}.`, targets: [identity] },
      { event: 'ratelimit.delete', targets: [identity, { type: 'ratelimit', name: 'requests' }] },
    ]);
  });
});
