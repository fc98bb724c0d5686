import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, type Peer, startHarness } from '../../../../test/harness.js';
import { countRows } from '../../../../test/rows.js';
import { sha256Base64, sha256Hex } from '../../../lib/crypto/sha256.js';

const PREFIXED = 'github.com/seamapi/prefixed-api-key';

let harness: Harness;
let peer: Peer;
beforeAll(async () => {
  harness = await startHarness();
  peer = await harness.startPeer();
});
afterAll(async () => {
  await peer.stop();
  await harness.stop();
});

/** A key that was imported by the hash of its long token and has never been verified. */
async function setUp(settings: object = {}) {
  const workspace = await harness.newWorkspace();
  const apiId = await workspace.newApi();
  const newMigration = async (algorithm = PREFIXED): Promise<string> => {
    const request = { name: 'Old system', algorithm };
    const { body } = await workspace.call('migrations.createMigration', request);
    return body.data.migrationId;
  };
  const migrationId = await newMigration();
  const longToken = `long${workspace.id.slice(3)}`;
  const key = `my_company_BRTRKFsL_${longToken}`;
  const hash = sha256Hex(longToken);
  const verify = async (request: object = {}) => {
    const { body } = await workspace.call('keys.verifyKey', { key, ...request });
    return body.data;
  };
  const migrate = async (item: object = {}) => {
    const keys = [{ hash, ...settings, ...item }];
    const { body } = await workspace.call('keys.migrateKeys', { migrationId, apiId, keys });
    return body.data.migrated[0]?.keyId as string;
  };
  return { workspace, apiId, newMigration, migrationId, key, hash, verify, migrate };
}

describe('keys.verifyKey with a migration', () => {
  it('finds a key by its long token, and from then on by its own hash, in every process', async () => {
    const { workspace, migrationId, key, verify, migrate } = await setUp({ name: 'Job' });
    const keyId = await migrate();
    const elsewhere = (request: object = {}) =>
      peer.call(workspace.rootKey, 'keys.verifyKey', { key, ...request });
    expect((await verify()).code).toBe('NOT_FOUND');
    expect((await elsewhere()).body.data.code).toBe('NOT_FOUND');
    const heard = peer.nextChange();
    expect(await verify({ migrationId })).toMatchObject({ code: 'VALID', keyId, name: 'Job' });
    expect(await verify()).toMatchObject({ code: 'VALID', keyId });
    await heard;
    expect((await elsewhere()).body.data).toMatchObject({ code: 'VALID', keyId });
    expect((await elsewhere({ migrationId })).body.data).toMatchObject({ code: 'VALID', keyId });
    expect(await verify({ migrationId })).toMatchObject({ code: 'VALID', keyId });
  });

  it('learns the beginning of the key', async () => {
    const { workspace, migrationId, verify, migrate } = await setUp();
    const keyId = await migrate();
    harness.clock.advance(1000);
    await verify({ migrationId });
    const { body } = await workspace.call('keys.getKey', { keyId });
    const updatedAt = harness.clock.nowMs();
    expect(body.data).toMatchObject({ start: 'my_company_BRTR', updatedAt });
    const rerolled = await workspace.call('keys.rerollKey', { keyId, expiration: 0 });
    expect(rerolled.body.data.key).toMatch(/^my_company_[1-9A-HJ-NP-Za-km-z]+$/);
  });

  it('judges the key like any other', async () => {
    const { migrationId, verify, migrate } = await setUp({
      credits: { remaining: 5 },
      permissions: ['docs.read'],
    });
    await migrate();
    const denied = await verify({ migrationId, permissions: 'admin' });
    expect(denied).toMatchObject({ code: 'INSUFFICIENT_PERMISSIONS', credits: 5 });
    expect(await verify({ permissions: 'docs.read' })).toMatchObject({ code: 'VALID', credits: 4 });
  });

  it('finds a key that was imported after a verification had not found it', async () => {
    const { migrationId, verify, migrate } = await setUp();
    expect((await verify({ migrationId })).code).toBe('NOT_FOUND');
    await migrate();
    expect((await verify({ migrationId })).code).toBe('VALID');
  });

  it('answers all requests that ask at once, in several processes, and writes no audit event', async () => {
    const { workspace, migrationId, key, migrate } = await setUp({ credits: { remaining: 100 } });
    await migrate();
    const before = await countRows(harness.deps, workspace.id);
    const request = { key, migrationId };
    const calls = Array.from({ length: 20 }, (_, index) =>
      index % 2 === 0
        ? workspace.call('keys.verifyKey', request)
        : peer.call(workspace.rootKey, 'keys.verifyKey', request),
    );
    const codes = (await Promise.all(calls)).map(({ body }) => body.data.code);
    expect(codes).toEqual(calls.map(() => 'VALID'));
    expect(await countRows(harness.deps, workspace.id)).toEqual(before);
  });

  it('verifies a key of another migration as it is, without giving it its own hash', async () => {
    const { newMigration, migrationId, verify, migrate } = await setUp();
    await migrate();
    const other = await newMigration();
    expect((await verify({ migrationId: other })).code).toBe('VALID');
    expect((await verify()).code).toBe('NOT_FOUND');
    expect((await verify({ migrationId })).code).toBe('VALID');
    expect((await verify()).code).toBe('VALID');
  });

  it('verifies a key without its own hash if that hash belongs to a deleted key', async () => {
    const { workspace, apiId, newMigration, migrationId, key, verify, migrate } = await setUp();
    const keys = [{ hash: sha256Base64(key) }];
    const ofWholeKeys = { migrationId: await newMigration('sha256'), apiId, keys };
    const twin = await workspace.call('keys.migrateKeys', ofWholeKeys);
    const { keyId } = twin.body.data.migrated[0];
    await workspace.call('keys.deleteKey', { keyId });
    const importedId = await migrate();
    expect(await verify({ migrationId })).toMatchObject({ code: 'VALID', keyId: importedId });
    expect((await verify()).code).toBe('NOT_FOUND');
  });
});

describe('keys.verifyKey with a migration answers NOT_FOUND', () => {
  it.each(['', 'mig_madeup'])('for the migration "%s"', async (migrationId) => {
    const { verify, migrate } = await setUp();
    await migrate();
    expect((await verify({ migrationId })).code).toBe('NOT_FOUND');
    expect((await verify({ migrationId, key: 'malformed' })).code).toBe('NOT_FOUND');
  });

  it('for a migration of whole keys', async () => {
    const { newMigration, verify, migrate } = await setUp();
    await migrate();
    const migrationId = await newMigration('sha256');
    expect((await verify({ migrationId })).code).toBe('NOT_FOUND');
    expect((await verify({ migrationId, key: 'malformed' })).code).toBe('NOT_FOUND');
  });

  it('for a key or a migration of another workspace, which stays as it is', async () => {
    const { migrationId, key, verify, migrate } = await setUp();
    await migrate();
    const other = await setUp();
    for (const id of [migrationId, other.migrationId]) {
      expect((await other.verify({ key, migrationId: id })).code).toBe('NOT_FOUND');
    }
    expect((await verify({ migrationId: other.migrationId })).code).toBe('NOT_FOUND');
    expect((await verify()).code).toBe('NOT_FOUND');
  });

  it('to a root key that may not verify the key, which stays as it is', async () => {
    const { workspace, migrationId, key, verify, migrate } = await setUp();
    await migrate();
    const limited = await workspace.newRootKey(['api.api_other.verify_key']);
    const answer = await limited.call('keys.verifyKey', { key, migrationId });
    expect(answer.body.data.code).toBe('NOT_FOUND');
    expect((await verify()).code).toBe('NOT_FOUND');
  });

  it('for a key that was deleted before its first verification', async () => {
    const { workspace, migrationId, verify, migrate } = await setUp();
    await workspace.call('keys.deleteKey', { keyId: await migrate() });
    expect((await verify({ migrationId })).code).toBe('NOT_FOUND');
  });
});

describe('keys.verifyKey with a migration refuses', () => {
  it('a key that cannot be of that migration, without showing it in the answer', async () => {
    const { workspace, migrationId } = await setUp();
    const request = { key: 'acme_s3cret', migrationId };
    const { status, body } = await workspace.call('keys.verifyKey', request);
    expect(status).toBe(400);
    expect(body.error.type).toMatch(/\/invalid_input$/);
    expect(body.error.errors).toMatchObject([{ location: 'body.key' }]);
    expect(JSON.stringify(body)).not.toContain('s3cret');
  });

  it('no key that has its own hash, whatever its form', async () => {
    const { workspace, migrationId } = await setUp();
    const { key } = await workspace.newKey();
    const { body } = await workspace.call('keys.verifyKey', { key, migrationId });
    expect(body.data.code).toBe('VALID');
  });
});
