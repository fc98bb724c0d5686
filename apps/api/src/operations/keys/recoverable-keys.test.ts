import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../test/harness.js';
import { dumpRows, formsOf, masterKeysOf, newMasterKey } from '../../../test/master-key.js';
import { recordedBy } from '../../../test/recorded-by.js';
import type { Workspace } from '../../../test/seed.js';
import { unwrapDataKey } from '../../engine/vault/envelope.js';
import { findDataKey, findEncryptedKeys } from '../../store/encryption/encrypted-keys.js';

const MASTER_KEY = newMasterKey('2026');

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ MASTER_KEYS: MASTER_KEY });
});
afterAll(() => harness.stop());

async function newRecoverableApi(workspace: Workspace): Promise<string> {
  const apiId = await workspace.newApi();
  await workspace.call('apis.updateApi', { apiId, storesRecoverableKeys: true });
  return apiId;
}

async function seed() {
  const workspace = await harness.newWorkspace();
  const apiId = await newRecoverableApi(workspace);
  const { keyId, key } = await workspace.newKey({ apiId, recoverable: true, prefix: 'prod' });
  return { workspace, apiId, keyId, key };
}

async function show({ call }: Pick<Workspace, 'call'>, keyId: string) {
  const { status, body } = await call('keys.getKey', { keyId, decrypt: true });
  return status === 200 ? body.data.plaintext : status;
}

/** Damages the encrypted copy of a key. */
async function damage(keyId: string) {
  const ciphertext = Buffer.alloc(60);
  await harness.deps.db
    .updateTable('encrypted_keys')
    .set({ ciphertext })
    .where('key_id', '=', keyId)
    .execute();
}

describe('a recoverable key', () => {
  it('is shown again to callers that ask for it, and only then', async () => {
    const { workspace, keyId, key } = await seed();
    expect(await show(workspace, keyId)).toBe(key);
    const plain = await workspace.call('keys.getKey', { keyId });
    expect(plain.body.data).not.toHaveProperty('plaintext');
    const whoami = await workspace.call('keys.whoami', { key });
    expect(whoami.body.data).not.toHaveProperty('plaintext');
  });

  it('is shown in lists, beside keys that are not recoverable', async () => {
    const { workspace, apiId, keyId, key } = await seed();
    const other = await workspace.newKey({ apiId });
    const shown = async (decrypt: boolean) => {
      const { body } = await workspace.call('apis.listKeys', { apiId, decrypt });
      return Object.fromEntries(
        body.data.map((item: { keyId: string; plaintext?: string }) => [
          item.keyId,
          item.plaintext,
        ]),
      );
    };
    expect(await shown(true)).toEqual({ [keyId]: key, [other.keyId]: undefined });
    expect(await shown(false)).toEqual({ [keyId]: undefined, [other.keyId]: undefined });
  });

  it.each([false, true])('leaves no copy when it is deleted (permanent: %s)', async (permanent) => {
    const { workspace, keyId } = await seed();
    await workspace.call('keys.deleteKey', { keyId, permanent });
    const ids = { workspaceId: workspace.id, keyIds: [keyId] };
    expect(await findEncryptedKeys(harness.deps.db, ids)).toEqual([]);
  });

  it('is rerolled to a recoverable key, and stays recoverable itself', async () => {
    const { workspace, keyId, key } = await seed();
    const { body } = await workspace.call('keys.rerollKey', { keyId, expiration: 0 });
    expect(await show(workspace, body.data.keyId)).toBe(body.data.key);
    expect(await show(workspace, keyId)).toBe(key);
  });

  it('loses its copy when it is deleted permanently', async () => {
    const { workspace, keyId } = await seed();
    await workspace.call('keys.deleteKey', { keyId, permanent: true });
    const { db } = harness.deps;
    const rows = await db.selectFrom('encrypted_keys').where('key_id', '=', keyId).execute();
    expect(rows).toEqual([]);
  });

  it('is hidden, but not lost, while its API does not store recoverable keys', async () => {
    const { workspace, apiId, keyId, key } = await seed();
    await workspace.call('apis.updateApi', { apiId, storesRecoverableKeys: false });
    const answers = [
      await workspace.call('keys.getKey', { keyId, decrypt: true }),
      await workspace.call('apis.listKeys', { apiId, decrypt: true }),
      await workspace.call('keys.createKey', { apiId, recoverable: true }),
      await workspace.call('keys.rerollKey', { keyId, expiration: 0 }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([412, 412, 412, 412]);
    await workspace.call('apis.updateApi', { apiId, storesRecoverableKeys: true });
    expect(await show(workspace, keyId)).toBe(key);
  });

  it('that cannot be decrypted is left out of the answer, which still succeeds', async () => {
    const { workspace, apiId, keyId } = await seed();
    // Lists are in the order of ids, which is the order of milliseconds.
    harness.clock.advance(1);
    const good = await workspace.newKey({ apiId, recoverable: true });
    await damage(keyId);
    expect(await show(workspace, keyId)).toBeUndefined();
    const { body } = await workspace.call('apis.listKeys', { apiId, decrypt: true });
    expect(body.data).toMatchObject([{ keyId }, { keyId: good.keyId, plaintext: good.key }]);
    expect(body.data[0]).not.toHaveProperty('plaintext');
  });
});

describe('the right', () => {
  it('to encrypt is needed to create a recoverable key; without it there is no API', async () => {
    const { workspace, apiId } = await seed();
    const limited = await workspace.newRootKey([`api.${apiId}.create_key`]);
    const missing = await limited.call('keys.createKey', { apiId: 'api_missing' });
    const refused = await limited.call('keys.createKey', { apiId, recoverable: true });
    expect(refused.status).toBe(404);
    expect(refused.body.error).toEqual(missing.body.error);
    expect((await limited.call('keys.createKey', { apiId })).status).toBe(200);
    const full = await workspace.newRootKey([
      `api.${apiId}.create_key`,
      `api.${apiId}.encrypt_key`,
    ]);
    expect((await full.call('keys.createKey', { apiId, recoverable: true })).status).toBe(200);
  });

  it('to encrypt is needed to reroll a recoverable key, and only a recoverable one', async () => {
    const { workspace, apiId, keyId } = await seed();
    const plain = await workspace.newKey({ apiId });
    const limited = await workspace.newRootKey([`api.${apiId}.create_key`]);
    const reroll = (id: string) => limited.call('keys.rerollKey', { keyId: id, expiration: 0 });
    const refused = await reroll(keyId);
    expect(refused.status).toBe(403);
    expect(refused.body.error.detail).toContain('encrypt_key');
    expect((await reroll(plain.keyId)).status).toBe(200);
  });

  it('to decrypt is needed to see a key, one or many', async () => {
    const { workspace, apiId, keyId } = await seed();
    const limited = await workspace.newRootKey(['api.*.read_key', 'api.*.read_api']);
    const answers = [
      await limited.call('keys.getKey', { keyId, decrypt: true }),
      await limited.call('apis.listKeys', { apiId, decrypt: true }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([403, 403]);
    for (const { body } of answers) expect(body.error.detail).toContain('decrypt_key');
  });
});

describe('showing a key', () => {
  it('leaves an audit event for each key that was shown, and for no other', async () => {
    const { workspace, apiId, keyId } = await seed();
    const second = await workspace.newKey({ apiId, recoverable: true });
    const damaged = await workspace.newKey({ apiId, recoverable: true });
    await workspace.newKey({ apiId });
    await damage(damaged.keyId);
    const { deps } = harness;
    const decrypted = (id: string) => ({
      event: 'key.decrypt',
      description: `Decrypted key ${id}`,
      targets: [
        { type: 'key', id },
        { type: 'api', id: apiId, name: 'Weather' },
      ],
    });
    expect(await recordedBy(deps, workspace.id, () => show(workspace, keyId))).toEqual([
      decrypted(keyId),
    ]);
    const list = () => workspace.call('apis.listKeys', { apiId, decrypt: true });
    expect(await recordedBy(deps, workspace.id, list)).toEqual(
      [keyId, second.keyId].sort().map(decrypted),
    );
    expect(await recordedBy(deps, workspace.id, () => show(workspace, damaged.keyId))).toEqual([]);
  });
});

describe('the database', () => {
  it('shows no key, no data key and no master key, whatever was done', async () => {
    const { workspace, apiId, keyId, key } = await seed();
    await show(workspace, keyId);
    const once = (name: string, body: object) =>
      workspace.call(name, body, { headers: { 'idempotency-key': name } });
    const made = await once('keys.createKey', { apiId, recoverable: true });
    const rerolled = await once('keys.rerollKey', { keyId, expiration: 0 });
    const { db } = harness.deps;
    const place = { workspaceId: workspace.id, dataKeyId: '2026' };
    const dataKey = await findDataKey(db, place);
    if (dataKey === undefined) throw new Error('a data key was expected');
    const masterKeys = masterKeysOf(MASTER_KEY);
    const dump = await dumpRows(db);
    const secrets = [
      key,
      made.body.data.key,
      rerolled.body.data.key,
      unwrapDataKey(masterKeys, dataKey).export(),
      masterKeys.first.key.export(),
    ];
    expect(dump).toContain(keyId);
    expect(dump).toContain(dataKey.wrapped.toString('hex'));
    for (const form of secrets.flatMap(formsOf)) expect(dump).not.toContain(form);
  });
});
