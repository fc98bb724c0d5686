import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../test/harness.js';
import { newMasterKey } from '../../../test/master-key.js';
import { createDeletedApisJob } from './deleted-apis-job.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ MASTER_KEYS: newMasterKey('2026') });
});
afterAll(() => harness.stop());

async function countCopies(workspaceId: string): Promise<number> {
  const { db } = harness.deps;
  const rows = db.selectFrom('encrypted_keys').select('key_id');
  return (await rows.where('workspace_id', '=', workspaceId).execute()).length;
}

/** A workspace with an API of three recoverable keys. */
async function setUp() {
  const workspace = await harness.newWorkspace();
  const apiId = await workspace.newApi();
  await workspace.call('apis.updateApi', { apiId, storesRecoverableKeys: true });
  for (let count = 0; count < 3; count++) await workspace.newKey({ apiId, recoverable: true });
  return { workspace, apiId };
}

it('an API is deleted with the encrypted copies of its keys, and only with those', async () => {
  const { workspace, apiId } = await setUp();
  const other = await workspace.newApi();
  await workspace.call('apis.updateApi', { apiId: other, storesRecoverableKeys: true });
  await workspace.newKey({ apiId: other, recoverable: true });
  expect(await countCopies(workspace.id)).toBe(4);
  await workspace.call('apis.deleteApi', { apiId });
  expect(await countCopies(workspace.id)).toBe(1);
});

it('the keys of a deleted API no longer count once the job has run, and keep no copy', async () => {
  const { workspace, apiId } = await setUp();
  const { db, clock } = harness.deps;
  const kept = await workspace.newKey();
  // As an API with more copies than one deletion removes.
  await db
    .updateTable('apis')
    .set({ deleted_at_ms: clock.nowMs() })
    .where('id', '=', apiId)
    .execute();
  const keysNow = async () =>
    (await workspace.call('workspace.getLimits', {})).body.data.keysMax.current;
  expect(await keysNow()).toBe(4);
  await createDeletedApisJob({ db, onFailed: () => undefined }).run();
  expect(await keysNow()).toBe(1);
  expect(await countCopies(workspace.id)).toBe(0);
  const { body } = await workspace.call('keys.verifyKey', { key: kept.key });
  expect(body.data.code).toBe('VALID');
});
