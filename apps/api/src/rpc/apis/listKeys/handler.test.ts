import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../../../test/answer.js';
import { type Harness, startHarness } from '../../../../test/harness.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

function keyIdsOf({ body }: Answer): string[] {
  return body.data.map((key: { keyId: string }) => key.keyId);
}

describe('apis.listKeys answers', () => {
  it('with every live key of the API exactly once, in pages ordered by id', async () => {
    const workspace = await harness.newWorkspace();
    const apiId = await workspace.newApi();
    const created: string[] = [];
    for (let count = 0; count < 5; count++) {
      created.push((await workspace.newKey({ apiId })).keyId);
    }
    await workspace.newKey();
    const deleted = await workspace.newKey({ apiId });
    await workspace.call('keys.deleteKey', { keyId: deleted.keyId });
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await workspace.call('apis.listKeys', { apiId, limit: 2, cursor });
      expect(page.body.pagination.hasMore).toBe(page.body.pagination.cursor !== undefined);
      seen.push(...keyIdsOf(page));
      cursor = page.body.pagination.cursor ?? '';
    } while (cursor !== '');
    expect(seen).toEqual(created.sort());
  });

  it('with each key as keys.getKey shows it', async () => {
    const workspace = await harness.newWorkspace();
    const ratelimits = [{ name: 'shared', limit: 10, duration: 60_000, autoApply: true }];
    const meta = { plan: 'pro' };
    await workspace.call('identities.createIdentity', { externalId: 'user_42', meta, ratelimits });
    await workspace.call('permissions.createRole', { name: 'reader', permissions: ['a.read'] });
    const full = await workspace.newKey({
      externalId: 'user_42',
      name: 'Full',
      meta: { a: [1] },
      roles: ['reader'],
      permissions: ['b.write', 'a.read'],
      credits: { remaining: 10, refill: { interval: 'daily', amount: 5 } },
      ratelimits: [{ name: 'own', limit: 5, duration: 1000, autoApply: false }],
    });
    const { apiId } = full;
    await workspace.newKey({ apiId });
    const listed = await workspace.call('apis.listKeys', { apiId });
    expect(listed.body.data).toHaveLength(2);
    for (const item of listed.body.data) {
      const shown = await workspace.call('keys.getKey', { keyId: item.keyId });
      expect(item).toEqual(shown.body.data);
    }
    const item = listed.body.data.find(({ keyId }: { keyId: string }) => keyId === full.keyId);
    expect(item).toMatchObject({
      permissions: ['a.read', 'b.write'],
      roles: ['reader'],
      ratelimits: [{ name: 'own', limit: 5 }],
      identity: { externalId: 'user_42', meta, ratelimits },
    });
  });

  it('with the keys of one identity in this API, for its external id', async () => {
    const workspace = await harness.newWorkspace();
    const apiId = await workspace.newApi();
    const list = (externalId: string) => workspace.call('apis.listKeys', { apiId, externalId });
    const first = await workspace.newKey({ apiId, externalId: 'user_42' });
    const second = await workspace.newKey({ apiId, externalId: 'user_42' });
    await workspace.newKey({ apiId, externalId: 'user_43' });
    await workspace.newKey({ apiId });
    await workspace.newKey({ externalId: 'user_42' });
    expect(keyIdsOf(await list('user_42'))).toEqual([first.keyId, second.keyId].sort());
    const unknown = await list('nobody');
    expect(unknown.status).toBe(200);
    expect(unknown.body).toMatchObject({ data: [], pagination: { hasMore: false } });
  });

  it('with the keys of a deleted identity, as keys without an identity', async () => {
    const workspace = await harness.newWorkspace();
    const { apiId, keyId } = await workspace.newKey({ externalId: 'user_42' });
    await workspace.call('identities.deleteIdentity', { identity: 'user_42' });
    const all = await workspace.call('apis.listKeys', { apiId });
    expect(keyIdsOf(all)).toEqual([keyId]);
    expect(all.body.data[0]).not.toHaveProperty('identity');
    const ofIdentity = await workspace.call('apis.listKeys', { apiId, externalId: 'user_42' });
    expect(ofIdentity.body.data).toEqual([]);
  });

  it('to a root key with both rights on this API, or with both as URN', async () => {
    const workspace = await harness.newWorkspace();
    const { apiId } = await workspace.newKey();
    const api = await harness.deps.db
      .selectFrom('apis')
      .select('key_space_id')
      .where('id', '=', apiId)
      .executeTakeFirstOrThrow();
    const keySpace = `unkey:v1:${workspace.id}:keyspaces/${api.key_space_id}`;
    const sets = [
      [`api.${apiId}.read_key`, 'api.*.read_api'],
      [`${keySpace}/keys/*#read_key`, `${keySpace}#read_keyspace`],
    ];
    for (const permissions of sets) {
      const reader = await workspace.newRootKey(permissions);
      expect((await reader.call('apis.listKeys', { apiId })).status).toBe(200);
    }
  });
});

describe('apis.listKeys refuses', () => {
  it('missing, foreign and forbidden APIs alike', async () => {
    const workspace = await harness.newWorkspace();
    const other = await harness.newWorkspace();
    const { apiId } = await workspace.newKey();
    const readers = [
      await workspace.newRootKey(['api.*.read_key']),
      await workspace.newRootKey(['api.*.read_api']),
      other,
    ];
    const missing = await workspace.call('apis.listKeys', { apiId: 'api_missing' });
    expect(missing.status).toBe(404);
    for (const reader of readers) {
      const answer = await reader.call('apis.listKeys', { apiId });
      expect(answer.body.error).toEqual(missing.body.error);
    }
  });

  it('to show the plaintext of keys while encryption is not set up', async () => {
    const workspace = await harness.newWorkspace();
    const { apiId } = await workspace.newKey();
    const answer = await workspace.call('apis.listKeys', { apiId, decrypt: true });
    expect(answer.status).toBe(412);
  });
});
