import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, type Peer, startHarness } from '../../../../test/harness.js';
import { recordedBy } from '../../../../test/recorded-by.js';
import { countRows } from '../../../../test/rows.js';
import type { Workspace } from '../../../../test/seed.js';
import { sha256Base64 } from '../../../lib/crypto/sha256.js';

const NOW_MS = Date.UTC(2026, 4, 5, 12);

let harness: Harness;
let peer: Peer;
beforeAll(async () => {
  harness = await startHarness();
  harness.clock.set(NOW_MS);
  peer = await harness.startPeer();
});
afterAll(async () => {
  await peer.stop();
  await harness.stop();
});

async function setUp() {
  const workspace = await harness.newWorkspace();
  const apiId = await workspace.newApi();
  const created = await workspace.call('migrations.createMigration', {
    name: 'Old system',
    algorithm: 'sha256',
  });
  const migrationId: string = created.body.data.migrationId;
  const migrate = (...keys: readonly object[]) =>
    workspace.call('keys.migrateKeys', { migrationId, apiId, keys });
  return { workspace, apiId, migrationId, migrate };
}

/** A key of another system, different for each workspace. */
function oldKey(workspace: Workspace, name: string) {
  const key = `${name}_${workspace.id}`;
  return { key, hash: sha256Base64(key) };
}

async function codeOf(workspace: Workspace, key: string, permissions?: string) {
  const query = permissions === undefined ? {} : { permissions };
  const { body } = await workspace.call('keys.verifyKey', { key, ...query });
  return body.data.code;
}

describe('keys.migrateKeys', () => {
  it('answers in the order of the request and lists nothing as failed', async () => {
    const { workspace, migrate } = await setUp();
    const hashes = ['c', 'a', 'b'].map((name) => oldKey(workspace, name).hash);
    const { status, body } = await migrate(...hashes.map((hash) => ({ hash })));
    expect(status).toBe(200);
    expect(body.data).toEqual({
      migrated: hashes.map((hash) => ({ hash, keyId: expect.stringMatching(/^key_/) })),
      failed: [],
      failures: [],
    });
  });

  it('imports everything that a key can have', async () => {
    const { workspace, migrate } = await setUp();
    await workspace.call('permissions.createRole', { name: 'Reader', permissions: ['docs.read'] });
    const { key, hash } = oldKey(workspace, 'job');
    const { body } = await migrate({
      hash,
      name: 'Job',
      externalId: 'user 42/é',
      meta: { plan: 'pro', of: [1, null] },
      roles: ['Reader', 'New', 'Reader'],
      permissions: ['docs.write', 'docs.write'],
      expires: NOW_MS + 1000,
      enabled: false,
      credits: { remaining: 5, refill: { interval: 'monthly', amount: 9 } },
      ratelimits: [
        { name: 'requests', limit: 1, duration: 1000, autoApply: true },
        { name: 'requests', limit: 2, duration: 2000, autoApply: false },
      ],
    });
    const { keyId } = body.data.migrated[0];
    const shown = await workspace.call('keys.getKey', { keyId });
    expect(shown.body.data).toEqual({
      keyId,
      start: '',
      name: 'Job',
      enabled: false,
      createdAt: NOW_MS,
      expires: NOW_MS + 1000,
      meta: { plan: 'pro', of: [1, null] },
      identity: { id: expect.any(String), externalId: 'user 42/é' },
      roles: ['New', 'Reader'],
      permissions: ['docs.read', 'docs.write'],
      credits: { remaining: 5, refill: { interval: 'monthly', amount: 9, refillDay: 1 } },
      ratelimits: [
        { id: expect.any(String), name: 'requests', limit: 2, duration: 2000, autoApply: false },
      ],
    });
    expect(await codeOf(workspace, key)).toBe('DISABLED');
  });

  it('shares identities, permissions and roles between the keys of a request', async () => {
    const { workspace, migrate } = await setUp();
    const settings = { externalId: 'user_1', permissions: ['a', 'b'], roles: ['R'] };
    const keys = ['one', 'two', 'three'].map((name) => oldKey(workspace, name));
    await migrate(...keys.map(({ hash }) => ({ hash, ...settings })));
    expect(await countRows(harness.deps, workspace.id)).toMatchObject({
      keys: 3,
      identities: 1,
      permissions: 2,
      roles: 1,
    });
    for (const { key } of keys) expect(await codeOf(workspace, key, 'a AND b')).toBe('VALID');
  });

  it('gives a key with credits of null unlimited credits', async () => {
    const { workspace, migrate } = await setUp();
    const { key, hash } = oldKey(workspace, 'free');
    await migrate({ hash, credits: { remaining: null } });
    const { body } = await workspace.call('keys.verifyKey', { key });
    expect(body.data).toMatchObject({ code: 'VALID' });
    expect(body.data).not.toHaveProperty('credits');
  });

  it('makes a key valid at once in every process that has just not found it', async () => {
    const { workspace, migrate } = await setUp();
    const { key, hash } = oldKey(workspace, 'awaited');
    const elsewhere = () => peer.call(workspace.rootKey, 'keys.verifyKey', { key });
    expect(await codeOf(workspace, key)).toBe('NOT_FOUND');
    expect((await elsewhere()).body.data.code).toBe('NOT_FOUND');
    const heard = peer.nextChange();
    await migrate({ hash });
    expect(await codeOf(workspace, key)).toBe('VALID');
    await heard;
    expect((await elsewhere()).body.data.code).toBe('VALID');
  });
});

describe('keys.migrateKeys lists as failed', () => {
  it('the second of two with one hash', async () => {
    const { workspace, migrate } = await setUp();
    const { hash } = oldKey(workspace, 'twin');
    const { body } = await migrate({ hash, name: 'First' }, { hash, name: 'Second' });
    expect(body.data).toMatchObject({ migrated: [{ hash }], failed: [hash] });
    const { keyId } = body.data.migrated[0];
    expect((await workspace.call('keys.getKey', { keyId })).body.data.name).toBe('First');
  });

  it('a hash that a key of the workspace has already, even a deleted one, and creates nothing for it', async () => {
    const { workspace, migrate } = await setUp();
    const [own, deleted, free] = ['own', 'deleted', 'free'].map(
      (name) => oldKey(workspace, name).hash,
    );
    await migrate({ hash: own });
    const gone = await migrate({ hash: deleted });
    await workspace.call('keys.deleteKey', { keyId: gone.body.data.migrated[0].keyId });
    const before = await countRows(harness.deps, workspace.id);
    const settings = { externalId: 'user_1', permissions: ['a'], roles: ['R'] };
    const taken = [own, deleted].map((hash) => ({ hash, ...settings }));
    const { body } = await migrate(...taken, { hash: free });
    expect(body.data).toMatchObject({ migrated: [{ hash: free }], failed: [own, deleted] });
    const after = await countRows(harness.deps, workspace.id);
    const one = {
      keys: (before['keys'] ?? 0) + 1,
      audit_events: (before['audit_events'] ?? 0) + 1,
    };
    expect(after).toEqual({ ...before, ...one });
  });

  it('all hashes of a request that is sent again', async () => {
    const { workspace, migrate } = await setUp();
    const { hash } = oldKey(workspace, 'again');
    await migrate({ hash });
    expect((await migrate({ hash })).body.data).toEqual({
      migrated: [],
      failed: [hash],
      failures: [{ hash, reason: 'already_exists' }],
    });
  });
});

describe('keys.migrateKeys refuses', () => {
  it('a root key that may not create keys of the API, before it looks for anything', async () => {
    const { workspace, apiId, migrationId } = await setUp();
    const limited = await workspace.newRootKey([`api.${apiId}.read_key`]);
    for (const request of [
      { apiId, migrationId },
      { apiId: 'api_madeup', migrationId: 'mig_madeup' },
    ]) {
      const { hash } = oldKey(workspace, 'refused');
      const { status } = await limited.call('keys.migrateKeys', { ...request, keys: [{ hash }] });
      expect(status).toBe(403);
    }
  });

  it('an API and a migration of another workspace like missing ones', async () => {
    const { workspace, apiId, migrationId } = await setUp();
    const other = await setUp();
    const keys = [oldKey(workspace, 'refused')].map(({ hash }) => ({ hash }));
    const call = (request: object) =>
      workspace.call('keys.migrateKeys', { migrationId, apiId, keys, ...request });
    for (const id of ['api_madeup', other.apiId]) {
      const { status, body } = await call({ apiId: id });
      expect(status).toBe(404);
      expect(body.error.type).toMatch(/\/api_not_found$/);
    }
    for (const id of ['mig_madeup', other.migrationId]) {
      const { status, body } = await call({ migrationId: id });
      expect(status).toBe(404);
      expect(body.error.type).toMatch(/\/migration_not_found$/);
    }
  });

  it.each([
    [
      { credits: { remaining: 1, refill: { interval: 'daily', amount: 1, refillDay: 3 } } },
      'body.keys[1].credits.refill.refillDay',
    ],
    [
      { credits: { remaining: null, refill: { interval: 'daily', amount: 1 } } },
      'body.keys[1].credits.refill',
    ],
    [{ meta: { text: 'x'.repeat(65_536) } }, 'body.keys[1].meta'],
  ])('the whole request for one item that makes no sense: %#', async (settings, location) => {
    const { workspace, migrate } = await setUp();
    const before = await countRows(harness.deps, workspace.id);
    const [good, bad] = [oldKey(workspace, 'good'), oldKey(workspace, 'bad')];
    const { status, body } = await migrate({ hash: good.hash }, { hash: bad.hash, ...settings });
    expect(status).toBe(400);
    expect(body.error.errors).toMatchObject([{ location }]);
    expect(await countRows(harness.deps, workspace.id)).toEqual(before);
  });

  it('more than 100,000 permissions, roles and limits in one request', async () => {
    const { workspace, migrate } = await setUp();
    const permissions = Array.from({ length: 1000 }, (_, index) => `p${index}`);
    const keys = Array.from({ length: 101 }, (_, index) => {
      return { hash: oldKey(workspace, `many${index}`).hash, permissions };
    });
    const { status, body } = await migrate(...keys);
    expect(status).toBe(400);
    expect(body.error.errors).toMatchObject([{ location: 'body.keys' }]);
  });

  it.each([
    [{ permissions: ['Docs.read'] }, 'permission_already_exists'],
    [{ roles: ['READER'] }, 'role_already_exists'],
    [{ roles: ['New', 'new'] }, 'role_already_exists'],
  ])('a name that differs from another only in case: %j', async (settings, code) => {
    const { workspace, migrate } = await setUp();
    await workspace.call('permissions.createRole', { name: 'Reader', permissions: ['docs.read'] });
    const before = await countRows(harness.deps, workspace.id);
    const { status, body } = await migrate({ hash: oldKey(workspace, 'a').hash, ...settings });
    expect(status).toBe(409);
    expect(body.error.type).toMatch(new RegExp(`/${code}$`));
    expect(await countRows(harness.deps, workspace.id)).toEqual(before);
  });
});

describe('keys.migrateKeys leaves an audit trail', () => {
  it('of what was created, and then key by key', async () => {
    const { workspace, apiId, migrationId, migrate } = await setUp();
    let keyIds: string[] = [];
    const events = await recordedBy(harness.deps, workspace.id, async () => {
      const settings = { permissions: ['a'], roles: ['R'] };
      const { body } = await migrate(
        { hash: oldKey(workspace, 'one').hash, name: 'One', ...settings },
        { hash: oldKey(workspace, 'two').hash },
      );
      keyIds = body.data.migrated.map(({ keyId }: { keyId: string }) => keyId);
    });
    const [one, two] = keyIds;
    expect(events.map(({ description }) => description)).toEqual([
      expect.stringMatching(/^Created a \(perm_/),
      expect.stringMatching(/^Created role_/),
      `Added permission a to key ${one}`,
      `Connected role R to key ${one}`,
      `Created key ${one} in migration ${migrationId}`,
      `Created key ${two} in migration ${migrationId}`,
    ]);
    const api = { type: 'api', id: apiId, name: 'Weather' };
    expect(events.at(-2)?.targets).toEqual([{ type: 'key', id: one, name: 'One' }, api]);
    expect(events.at(-1)?.targets).toEqual([{ type: 'key', id: two }, api]);
  });
});
