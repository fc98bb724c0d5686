import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { sha256Base64 } from '../../../lib/crypto/sha256.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

/** A workspace in which any number of keys can be imported. */
async function setUp() {
  const workspace = await harness.newWorkspace();
  const apiId = await workspace.newApi();
  const algorithm = 'sha256';
  const created = await workspace.call('migrations.createMigration', { name: 'Old', algorithm });
  const { migrationId } = created.body.data;
  const migrate = async (key: string, fields: object = {}) => {
    const keys = [{ hash: sha256Base64(key), ...fields }];
    return workspace.call('keys.migrateKeys', { migrationId, apiId, keys });
  };
  const verify = async (key: string, fields: object = {}) => {
    const { body } = await workspace.call('keys.verifyKey', { key, ...fields });
    return body.data;
  };
  return { workspace, migrate, verify };
}

describe('two workspaces with a key of one hash', () => {
  it('import it alike, and each verifies, shows, spends and revokes its own', async () => {
    const [ours, theirs] = [await setUp(), await setUp()];
    const key = 'shared by two';
    expect((await theirs.verify(key)).code).toBe('NOT_FOUND');
    const credits = { remaining: 5 };
    const first = await ours.migrate(key, { name: 'Ours', credits });
    expect((await theirs.verify(key)).code).toBe('NOT_FOUND');
    const second = await theirs.migrate(key, { name: 'Theirs', credits });
    expect(second.body.data.failed).toEqual([]);
    const keyId = first.body.data.migrated[0].keyId;
    const theirKeyId = second.body.data.migrated[0].keyId;

    expect(await ours.verify(key, { credits: { cost: 2 } })).toMatchObject({ keyId, credits: 3 });
    expect(await theirs.verify(key)).toMatchObject({ keyId: theirKeyId, credits: 4 });
    const shown = await theirs.workspace.call('keys.whoami', { key });
    expect(shown.body.data).toMatchObject({ keyId: theirKeyId, name: 'Theirs' });

    await ours.workspace.call('keys.deleteKey', { keyId, permanent: true });
    expect((await ours.verify(key)).code).toBe('NOT_FOUND');
    expect(await theirs.verify(key)).toMatchObject({ code: 'VALID', keyId: theirKeyId });
    expect((await ours.migrate(key)).body.data.failed).toEqual([]);
  });

  it('learn of changes by other processes, each of its own key only', async () => {
    const [ours, theirs] = [await setUp(), await setUp()];
    const key = 'changed elsewhere';
    const peer = await harness.startPeer();
    const elsewhere = async ({ workspace }: typeof ours) => {
      const { body } = await peer.call(workspace.rootKey, 'keys.verifyKey', { key });
      return body.data.code;
    };
    expect([await elsewhere(ours), await elsewhere(theirs)]).toEqual(['NOT_FOUND', 'NOT_FOUND']);
    for (const { migrate } of [ours, theirs]) {
      const heard = peer.nextChange();
      await migrate(key);
      await heard;
    }
    expect([await elsewhere(ours), await elsewhere(theirs)]).toEqual(['VALID', 'VALID']);
    const { keyId } = await theirs.verify(key);
    const heard = peer.nextChange();
    await theirs.workspace.call('keys.updateKey', { keyId, enabled: false });
    await heard;
    expect([await elsewhere(ours), await elsewhere(theirs)]).toEqual(['VALID', 'DISABLED']);
    await peer.stop();
  });
});
