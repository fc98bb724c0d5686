import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { readAuditTrail } from '../../../../test/rows.js';
import { lockLiveApi } from '../../../store/apis/apis.js';
import { inTransaction } from '../../../store/database/transaction.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('apis.deleteApi', () => {
  it('makes the keys of the API unknown at once, and the API not found', async () => {
    const workspace = await harness.newWorkspace();
    const { apiId, key, keyId } = await workspace.newKey();
    const before = await workspace.call('keys.verifyKey', { key });
    expect(before.body.data.code).toBe('VALID');
    const deleted = await workspace.call('apis.deleteApi', { apiId });
    expect([deleted.status, deleted.body.data]).toEqual([200, {}]);
    const after = await workspace.call('keys.verifyKey', { key });
    expect(after.body.data).toEqual({ valid: false, code: 'NOT_FOUND' });
    const others = [
      workspace.call('apis.getApi', { apiId }),
      workspace.call('apis.listKeys', { apiId }),
      workspace.call('apis.deleteApi', { apiId }),
      workspace.call('keys.createKey', { apiId }),
      workspace.call('keys.getKey', { keyId }),
    ];
    const statuses = (await Promise.all(others)).map(({ status }) => status);
    expect(statuses).toEqual([404, 404, 404, 404, 404]);
  });

  it('is refused while the API has delete protection', async () => {
    const workspace = await harness.newWorkspace();
    const { apiId, key } = await workspace.newKey();
    await workspace.call('apis.updateApi', { apiId, deleteProtection: true });
    const refused = await workspace.call('apis.deleteApi', { apiId });
    expect(refused.status).toBe(412);
    expect(refused.body.error.type).toMatch(/protected_resource$/);
    const verified = await workspace.call('keys.verifyKey', { key });
    expect(verified.body.data.code).toBe('VALID');
    await workspace.call('apis.updateApi', { apiId, deleteProtection: false });
    expect((await workspace.call('apis.deleteApi', { apiId })).status).toBe(200);
  });

  it('refuses an API of another workspace like a missing one', async () => {
    const workspace = await harness.newWorkspace();
    const other = await harness.newWorkspace();
    const apiId = await workspace.newApi();
    await workspace.call('apis.updateApi', { apiId, deleteProtection: true });
    const foreign = await other.call('apis.deleteApi', { apiId });
    const missing = await other.call('apis.deleteApi', { apiId: 'api_missing' });
    expect(foreign.status).toBe(404);
    expect(foreign.body.error).toEqual(missing.body.error);
  });

  it('accepts a right on this API, and refuses a right on another one before it looks', async () => {
    const workspace = await harness.newWorkspace();
    const apiId = await workspace.newApi();
    const limited = await workspace.newRootKey([`api.${apiId}.delete_api`]);
    const missing = await limited.call('apis.deleteApi', { apiId: 'api_missing' });
    expect(missing.status).toBe(403);
    expect(missing.body.error.detail).toBe(
      'Missing one of these permissions: api.*.delete_api or api.api_missing.delete_api',
    );
    expect((await limited.call('apis.deleteApi', { apiId })).status).toBe(200);
  });

  it('waits for a key that is being created, while verifications go on', async () => {
    const workspace = await harness.newWorkspace();
    const { apiId, key } = await workspace.newKey();
    const other = await workspace.newKey({ apiId });
    const selector = { workspaceId: workspace.id, apiId };
    // Holds the lock of a keys.createKey transaction.
    const deletion = await inTransaction(harness.deps.db, async (tx) => {
      await lockLiveApi(tx, selector);
      const pending = workspace.call('apis.deleteApi', { apiId });
      await untilOneWaitsForALock();
      // One key is in the cache, and the other has to come from the database.
      for (const wanted of [key, other.key]) {
        const verified = await workspace.call('keys.verifyKey', { key: wanted });
        expect(verified.body.data.code).toBe('VALID');
      }
      return { pending };
    });
    expect((await deletion.pending).status).toBe(200);
    const verified = await workspace.call('keys.verifyKey', { key });
    expect(verified.body.data.code).toBe('NOT_FOUND');
  });

  it('leaves no valid key when keys are created at the same time', async () => {
    const workspace = await harness.newWorkspace();
    const apiId = await workspace.newApi();
    const create = () => workspace.call('keys.createKey', { apiId });
    const [deleted, ...created] = await Promise.all([
      workspace.call('apis.deleteApi', { apiId }),
      ...Array.from({ length: 10 }, create),
    ]);
    expect(deleted?.status).toBe(200);
    for (const { status, body } of created) {
      expect([200, 404]).toContain(status);
      if (status !== 200) continue;
      const verified = await workspace.call('keys.verifyKey', { key: body.data.key });
      expect(verified.body.data.code).toBe('NOT_FOUND');
    }
  });

  it('leaves an audit event', async () => {
    const workspace = await harness.newWorkspace();
    const apiId = await workspace.newApi('Weather');
    harness.clock.advance(1);
    await workspace.call('apis.deleteApi', { apiId });
    const trail = await readAuditTrail(harness.deps, workspace.id);
    expect(trail.at(-1)).toMatchObject({
      event: 'api.delete',
      description: `Deleted API ${apiId}`,
      targets: [{ type: 'api', id: apiId, name: 'Weather' }],
    });
  });
});

async function untilOneWaitsForALock(): Promise<void> {
  const waiting = sql`
    select from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`;
  while ((await waiting.execute(harness.deps.db)).rows.length === 0);
}
