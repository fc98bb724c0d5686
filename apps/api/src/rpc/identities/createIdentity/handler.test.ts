import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { readAuditTrail } from '../../../../test/rows.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const LIMIT = { name: 'requests', limit: 10, duration: 60_000, autoApply: true };

describe('identities.createIdentity answers', () => {
  it('with the id of an identity that has its meta and limits', async () => {
    const workspace = await harness.newWorkspace();
    const meta = { plan: 'pro', seats: [1, null, { a: 'é' }] };
    const body = { externalId: 'user_42', meta, ratelimits: [LIMIT] };
    const created = await workspace.call('identities.createIdentity', body);
    expect(created.status).toBe(200);
    const identity = created.body.data.identityId;
    const shown = await workspace.call('identities.getIdentity', { identity });
    expect(shown.body.data).toEqual({
      id: identity,
      externalId: 'user_42',
      meta,
      ratelimits: [{ id: expect.stringMatching(/^rl_/), ...LIMIT }],
    });
  });

  it('a request with unknown fields, and ignores them', async () => {
    const workspace = await harness.newWorkspace();
    const body = { externalId: 'user_42', environment: 'production' };
    expect((await workspace.call('identities.createIdentity', body)).status).toBe(200);
  });

  it('with a limit that is not applied automatically, if autoApply is absent', async () => {
    const workspace = await harness.newWorkspace();
    const ratelimits = [{ name: 'requests', limit: 10, duration: 60_000 }];
    await workspace.call('identities.createIdentity', { externalId: 'user_42', ratelimits });
    const shown = await workspace.call('identities.getIdentity', { identity: 'user_42' });
    expect(shown.body.data.ratelimits[0].autoApply).toBe(false);
  });

  it('two limits of one name with an identity that has the last of them', async () => {
    const workspace = await harness.newWorkspace();
    const ratelimits = [LIMIT, { ...LIMIT, limit: 20 }];
    await workspace.call('identities.createIdentity', { externalId: 'user_42', ratelimits });
    const shown = await workspace.call('identities.getIdentity', { identity: 'user_42' });
    expect(shown.body.data.ratelimits).toEqual([{ ...LIMIT, id: expect.any(String), limit: 20 }]);
  });

  it('for an external id that differs in case, or that another workspace uses', async () => {
    const workspace = await harness.newWorkspace();
    const other = await harness.newWorkspace();
    await workspace.call('identities.createIdentity', { externalId: 'user_42' });
    const inCase = await workspace.call('identities.createIdentity', { externalId: 'User_42' });
    const elsewhere = await other.call('identities.createIdentity', { externalId: 'user_42' });
    expect([inCase.status, elsewhere.status]).toEqual([200, 200]);
  });
});

describe('identities.createIdentity refuses', () => {
  it('an external id that is taken, and names it', async () => {
    const workspace = await harness.newWorkspace();
    await workspace.newKey({ externalId: 'user_42' });
    const again = await workspace.call('identities.createIdentity', { externalId: 'user_42' });
    expect(again.status).toBe(409);
    expect(again.body.error.type).toMatch(/identity_already_exists$/);
    expect(again.body.error.detail).toContain("'user_42'");
  });

  it('meta from one byte over a mebibyte', async () => {
    const workspace = await harness.newWorkspace();
    const withMeta = (bytes: number) =>
      workspace.call('identities.createIdentity', {
        externalId: `user_${bytes}`,
        meta: { text: 'x'.repeat(bytes - '{"text":""}'.length) },
      });
    const largest = await withMeta(1_048_576);
    const larger = await withMeta(1_048_577);
    expect([largest.status, larger.status]).toEqual([200, 400]);
    expect(larger.body.error.errors).toEqual([
      { location: 'body.meta', message: expect.stringContaining('1048576') },
    ]);
  });

  it('a root key without the right, before it looks at the meta', async () => {
    const workspace = await harness.newWorkspace();
    const reader = await workspace.newRootKey(['identity.*.read_identity']);
    const meta = { text: 'x'.repeat(1_048_577) };
    const body = { externalId: 'user_42', meta };
    const { status, body: answer } = await reader.call('identities.createIdentity', body);
    expect(status).toBe(403);
    expect(answer.error.detail).toBe(
      `Missing one of these permissions: identity.*.create_identity or unkey:v1:${workspace.id}:projects/*/identities/*#create_identity`,
    );
  });
});

describe('identities.createIdentity', () => {
  it('creates one identity when twenty calls with one external id come at once', async () => {
    const workspace = await harness.newWorkspace();
    const calls = Array.from({ length: 20 }, () =>
      workspace.call('identities.createIdentity', { externalId: 'user_42', ratelimits: [LIMIT] }),
    );
    const statuses = (await Promise.all(calls)).map((answer) => answer.status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(19);
    const listed = await workspace.call('identities.listIdentities', {});
    expect(listed.body.data).toHaveLength(1);
    expect(listed.body.data[0].ratelimits).toHaveLength(1);
  });

  it('leaves audit events for the identity and for each of its limits', async () => {
    const workspace = await harness.newWorkspace();
    const body = { externalId: 'user_42', ratelimits: [LIMIT] };
    const created = await workspace.call('identities.createIdentity', body);
    const id = created.body.data.identityId;
    const shown = await workspace.call('identities.getIdentity', { identity: id });
    const limitId = shown.body.data.ratelimits[0].id;
    const trail = await readAuditTrail(harness.deps, workspace.id);
    const identity = { type: 'identity', id, name: 'user_42' };
    expect(trail).toMatchObject([
      { event: 'identity.create', description: `Created identity ${id}.`, targets: [identity] },
      {
        event: 'ratelimit.create',
        description: `Created ratelimit ${limitId}`,
        targets: [identity, { type: 'ratelimit', id: limitId, name: 'requests' }],
      },
    ]);
    expect(trail[0]?.correlation_id).toBe(trail[1]?.correlation_id);
  });

  it('stores nothing when it is refused', async () => {
    const workspace = await harness.newWorkspace();
    await workspace.call('identities.createIdentity', { externalId: 'user_42' });
    const before = await readAuditTrail(harness.deps, workspace.id);
    await workspace.call('identities.createIdentity', { externalId: 'user_42' });
    expect(await readAuditTrail(harness.deps, workspace.id)).toEqual(before);
  });
});
