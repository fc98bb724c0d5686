import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { readAuditTrail, updateRootKey } from '../../../../test/rows.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const UPDATE = 'root_key.*.update_root_key';
const READ_KEY = 'api.*.read_key';
const CREATE_API = 'api.*.create_api';

describe('answers', () => {
  it('with the root key after the change: absent leaves, null clears, a value sets', async () => {
    const workspace = await harness.newWorkspace();
    const { id: rootKeyId } = await workspace.newRootKey([READ_KEY]);
    const update = async (fields: object) =>
      (await workspace.call('rootKeys.updateRootKey', { rootKeyId, ...fields })).body.data;
    const expires = harness.clock.nowMs() + 1000;
    const set = await update({ name: 'Renamed', permissions: [CREATE_API], expires });
    expect(set).toMatchObject({ name: 'Renamed', permissions: [CREATE_API], expires });
    expect(set.updatedAt).toBe(harness.clock.nowMs());
    expect(await update({ enabled: false })).toEqual({ ...set, enabled: false });
    const cleared = await update({ name: null, expires: null });
    expect(cleared).not.toHaveProperty('name');
    expect(cleared).not.toHaveProperty('expires');
    const shown = await workspace.call('rootKeys.getRootKey', { rootKeyId });
    expect(shown.body.data).toEqual(cleared);
  });

  it('a root key that renames itself', async () => {
    const workspace = await harness.newWorkspace();
    const own = await workspace.newRootKey([UPDATE]);
    const request = { rootKeyId: own.id, name: 'Mine', enabled: true, permissions: [UPDATE] };
    const { status, body } = await own.call('rootKeys.updateRootKey', request);
    expect(status).toBe(200);
    expect(body.data.name).toBe('Mine');
  });
});

describe('refuses', () => {
  it('to give another root key what the caller does not hold', async () => {
    const workspace = await harness.newWorkspace();
    const caller = await workspace.newRootKey([UPDATE, READ_KEY]);
    const { id: rootKeyId } = await workspace.newRootKey([READ_KEY]);
    const request = { rootKeyId, permissions: [READ_KEY, CREATE_API] };
    const { status, body } = await caller.call('rootKeys.updateRootKey', request);
    expect(status).toBe(403);
    expect(body.error.detail).toBe(`Missing permission: '${CREATE_API}'`);
  });

  it('to take from another root key what the caller does not hold', async () => {
    const workspace = await harness.newWorkspace();
    const caller = await workspace.newRootKey([UPDATE]);
    const { id: rootKeyId } = await workspace.newRootKey([CREATE_API]);
    for (const fields of [{ permissions: [] }, { enabled: false }, { expires: 0 }]) {
      const answer = await caller.call('rootKeys.updateRootKey', { rootKeyId, ...fields });
      expect(answer.status).toBe(403);
    }
  });

  it('to let another root key outlive the caller', async () => {
    const workspace = await harness.newWorkspace();
    const caller = await workspace.newRootKey([UPDATE]);
    const other = await workspace.newRootKey([]);
    const expires = harness.clock.nowMs() + 1000;
    await updateRootKey(harness.deps, caller.rootKey, { expires_at_ms: expires });
    await updateRootKey(harness.deps, other.rootKey, { expires_at_ms: expires });
    for (const later of [null, expires + 1]) {
      const request = { rootKeyId: other.id, expires: later };
      expect((await caller.call('rootKeys.updateRootKey', request)).status).toBe(403);
    }
  });

  it('to change its own power, up or down', async () => {
    const workspace = await harness.newWorkspace();
    const own = await workspace.newRootKey([UPDATE, READ_KEY]);
    const changes = [
      { permissions: [UPDATE, READ_KEY, CREATE_API] },
      { permissions: [UPDATE] },
      { enabled: false },
      { expires: 0 },
    ];
    for (const fields of changes) {
      const request = { rootKeyId: own.id, ...fields };
      const { status, body } = await own.call('rootKeys.updateRootKey', request);
      expect(status).toBe(412);
      expect(body.error.type).toMatch(/protected_resource$/);
    }
  });

  it('a root key of another workspace as if it did not exist', async () => {
    const workspace = await harness.newWorkspace();
    const foreign = await (await harness.newWorkspace()).newRootKey([]);
    const request = { rootKeyId: foreign.id, name: 'Taken' };
    expect((await workspace.call('rootKeys.updateRootKey', request)).status).toBe(404);
  });
});

describe('side effects', () => {
  it('takes effect on the very next call of the root key', async () => {
    const workspace = await harness.newWorkspace();
    const other = await workspace.newRootKey([READ_KEY]);
    const rootKeyId = other.id;
    const createApi = async () => (await other.call('apis.createApi', { name: 'Api' })).status;
    expect(await createApi()).toBe(403);
    await workspace.call('rootKeys.updateRootKey', { rootKeyId, permissions: [CREATE_API] });
    expect(await createApi()).toBe(200);
    await workspace.call('rootKeys.updateRootKey', { rootKeyId, enabled: false });
    expect(await createApi()).toBe(403);
  });

  it('leaves an audit event that says what changed, and none when nothing did', async () => {
    const workspace = await harness.newWorkspace();
    const { id: rootKeyId } = await workspace.newRootKey([READ_KEY]);
    const request = { rootKeyId, permissions: [CREATE_API], enabled: true };
    await workspace.call('rootKeys.updateRootKey', request);
    await workspace.call('rootKeys.updateRootKey', request);
    const trail = await readAuditTrail(harness.deps, workspace.id);
    expect(trail).toHaveLength(1);
    expect(trail[0]).toMatchObject({
      event: 'key.update',
      targets: [
        { id: rootKeyId, meta: { permissionsAdded: [CREATE_API], permissionsRemoved: [READ_KEY] } },
      ],
    });
  });
});
