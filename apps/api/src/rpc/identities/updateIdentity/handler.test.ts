import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { readAuditTrail } from '../../../../test/rows.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const LIMIT = { name: 'requests', limit: 10, duration: 60_000, autoApply: true };
const OTHER_LIMIT = { name: 'tokens', limit: 500, duration: 1000, autoApply: false };

describe('identities.updateIdentity answers', () => {
  it('with the identity after the change: absent leaves', async () => {
    const workspace = await harness.newWorkspace();
    const meta = { plan: 'pro' };
    const created = { externalId: 'user_42', meta, ratelimits: [LIMIT] };
    await workspace.call('identities.createIdentity', created);
    const update = (fields: object) =>
      workspace.call('identities.updateIdentity', { identity: 'user_42', ...fields });

    const untouched = await update({});
    expect(untouched.body.data).toMatchObject({ externalId: 'user_42', meta, ratelimits: [LIMIT] });
    const withMeta = await update({ meta: { plan: null } });
    expect(withMeta.body.data).toMatchObject({ meta: { plan: null }, ratelimits: [LIMIT] });
    const withLimits = await update({ ratelimits: [OTHER_LIMIT] });
    expect(withLimits.body.data.ratelimits).toEqual([{ id: expect.any(String), ...OTHER_LIMIT }]);
    const cleared = await update({ meta: {}, ratelimits: [] });
    expect(Object.keys(cleared.body.data)).toEqual(['id', 'externalId']);
    const shown = await workspace.call('identities.getIdentity', { identity: 'user_42' });
    expect(shown.body.data).toEqual(cleared.body.data);
  });

  it('with the ids of limits that keep their name, and new ids for the rest', async () => {
    const workspace = await harness.newWorkspace();
    const ratelimits = [LIMIT, OTHER_LIMIT];
    await workspace.call('identities.createIdentity', { externalId: 'user_42', ratelimits });
    const before = await workspace.call('identities.getIdentity', { identity: 'user_42' });
    const wanted = [
      { ...LIMIT, limit: 99 },
      { ...OTHER_LIMIT, name: 'uploads' },
    ];
    const body = { identity: 'user_42', ratelimits: wanted };
    const after = await workspace.call('identities.updateIdentity', body);
    const [kept, removed] = before.body.data.ratelimits;
    expect(after.body.data.ratelimits).toMatchObject([
      { ...wanted[0], id: kept.id },
      wanted[1] ?? {},
    ]);
    expect(after.body.data.ratelimits[1].id).not.toBe(removed.id);
  });
});

describe('identities.updateIdentity refuses', () => {
  it('two limits of one name, and says where the second is', async () => {
    const workspace = await harness.newWorkspace();
    await workspace.call('identities.createIdentity', { externalId: 'user_42' });
    const ratelimits = [LIMIT, OTHER_LIMIT, { ...LIMIT, limit: 20 }];
    const body = { identity: 'user_42', ratelimits };
    const answer = await workspace.call('identities.updateIdentity', body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.detail).toContain("'requests'");
    expect(answer.body.error.errors).toMatchObject([{ location: 'body.ratelimits[2].name' }]);
  });

  it('an identity of another workspace like a missing one', async () => {
    const workspace = await harness.newWorkspace();
    const other = await harness.newWorkspace();
    await workspace.call('identities.createIdentity', { externalId: 'user_42', meta: { a: 1 } });
    const body = { identity: 'user_42', meta: { a: 2 } };
    const foreign = await other.call('identities.updateIdentity', body);
    const missing = await other.call('identities.updateIdentity', { ...body, identity: 'nobody' });
    expect(foreign.status).toBe(404);
    expect(foreign.body.error).toEqual(missing.body.error);
    const shown = await workspace.call('identities.getIdentity', { identity: 'user_42' });
    expect(shown.body.data.meta).toEqual({ a: 1 });
  });

  it('a root key that may only change this identity, whether it exists or not', async () => {
    const workspace = await harness.newWorkspace();
    const created = await workspace.call('identities.createIdentity', { externalId: 'user_42' });
    const id = created.body.data.identityId;
    const limited = await workspace.newRootKey([`identity.${id}.update_identity`]);
    for (const identity of [id, 'nobody']) {
      const answer = await limited.call('identities.updateIdentity', { identity });
      expect(answer.status).toBe(403);
    }
  });
});

describe('identities.updateIdentity', () => {
  it('applies to the next verification of every key of the identity', async () => {
    const workspace = await harness.newWorkspace();
    const keys = [
      await workspace.newKey({ externalId: 'user_42' }),
      await workspace.newKey({ externalId: 'user_42' }),
    ];
    const verifyAll = async () => {
      const answers = keys.map(({ key }) => workspace.call('keys.verifyKey', { key }));
      return (await Promise.all(answers)).map(({ body }) => body.data);
    };
    expect((await verifyAll()).map(({ code }) => code)).toEqual(['VALID', 'VALID']);
    const meta = { plan: 'enterprise' };
    const ratelimits = [{ ...LIMIT, limit: 1 }];
    const body = { identity: 'user_42', meta, ratelimits };
    await workspace.call('identities.updateIdentity', body);
    const verified = await verifyAll();
    // The limit is shared: one of the two keys has used it up for both.
    expect(new Set(verified.map(({ code }) => code))).toEqual(new Set(['VALID', 'RATE_LIMITED']));
    expect(verified.map(({ identity }) => identity.meta)).toEqual([meta, meta]);
  });

  it('never mixes the limits of two calls that come at once', async () => {
    const workspace = await harness.newWorkspace();
    await workspace.call('identities.createIdentity', { externalId: 'user_42' });
    const setOf = (limit: number) =>
      ['one', 'two', 'three', `only${limit}`].map((name) => ({ ...LIMIT, name, limit }));
    for (let round = 0; round < 5; round++) {
      const calls = [1, 2, 3, 4].map((limit) =>
        workspace.call('identities.updateIdentity', {
          identity: 'user_42',
          meta: { limit },
          ratelimits: setOf(limit),
        }),
      );
      const statuses = (await Promise.all(calls)).map(({ status }) => status);
      expect(statuses).toEqual([200, 200, 200, 200]);
      const shown = await workspace.call('identities.getIdentity', { identity: 'user_42' });
      const { meta, ratelimits } = shown.body.data;
      const expected = setOf(meta.limit).sort((a, b) => (a.name < b.name ? -1 : 1));
      expect(ratelimits).toMatchObject(expected);
    }
  });

  it('leaves audit events for the identity and for each limit that it touched', async () => {
    const workspace = await harness.newWorkspace();
    const ratelimits = [LIMIT, OTHER_LIMIT];
    const created = await workspace.call('identities.createIdentity', {
      externalId: 'user_42',
      ratelimits,
    });
    const id = created.body.data.identityId;
    const before = await readAuditTrail(harness.deps, workspace.id);
    harness.clock.advance(1);
    await workspace.call('identities.updateIdentity', {
      identity: id,
      ratelimits: [LIMIT, { ...LIMIT, name: 'uploads' }],
    });
    const trail = (await readAuditTrail(harness.deps, workspace.id)).slice(before.length);
    const identity = { type: 'identity', id, name: 'user_42' };
    expect(trail).toMatchObject([
      { event: 'identity.update', description: `Updated identity ${id}`, targets: [identity] },
      { event: 'ratelimit.delete', targets: [identity, { name: 'tokens' }] },
      { event: 'ratelimit.update', targets: [identity, { name: 'requests' }] },
      { event: 'ratelimit.create', targets: [identity, { name: 'uploads' }] },
    ]);
  });
});
