import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { readAuditTrail, updateRootKey } from '../../../../test/rows.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

/** The right to change every root key. */
const writeIn = (workspaceId: string) => `unkey:v1:${workspaceId}:rootKeys/*#write`;
const READ_KEY = 'api.*.read_key';
const CREATE_API = 'api.*.create_api';

describe('answers', () => {
  it('with nothing, and leaves what is absent, clears null and sets values', async () => {
    const workspace = await harness.newWorkspace();
    const { id: keyId } = await workspace.newRootKey([READ_KEY]);
    const update = async (fields: object) => {
      const { body } = await workspace.call('rootKeys.updateKey', { keyId, ...fields });
      expect(body.data).toEqual({});
      return (await workspace.call('rootKeys.getKey', { keyId })).body.data;
    };
    const expires = harness.clock.nowMs() + 1000;
    const set = await update({ name: 'Renamed', permissions: [CREATE_API], expires });
    expect(set).toMatchObject({ name: 'Renamed', permissions: [CREATE_API], expires });
    expect(await update({ enabled: false })).toEqual({ ...set, enabled: false });
    const cleared = { ...set, enabled: false, name: null, expires: null };
    expect(await update({ name: null, expires: null })).toEqual(cleared);
    expect(await update({})).toEqual(cleared);
  });

  it('a root key that renames itself', async () => {
    const workspace = await harness.newWorkspace();
    const own = await workspace.newRootKey([writeIn(workspace.id)]);
    const permissions = [writeIn(workspace.id)];
    const request = { keyId: own.id, name: 'Mine', enabled: true, permissions };
    expect((await own.call('rootKeys.updateKey', request)).status).toBe(200);
    const shown = await workspace.call('rootKeys.getKey', { keyId: own.id });
    expect(shown.body.data.name).toBe('Mine');
  });

  it('a weaker root key that takes power from a stronger one', async () => {
    const workspace = await harness.newWorkspace();
    const strong = await workspace.newRootKey([CREATE_API]);
    const here = `unkey:v1:${workspace.id}:rootKeys/${strong.id}#write`;
    const weak = await workspace.newRootKey([here]);
    const expires = harness.clock.nowMs() + 1000;
    for (const fields of [{ name: 'Old' }, { expires }, { enabled: false }, { permissions: [] }]) {
      const request = { keyId: strong.id, ...fields };
      expect((await weak.call('rootKeys.updateKey', request)).status).toBe(200);
    }
    expect((await strong.call('apis.createApi', { name: 'Api' })).status).toBe(403);
  });
});

describe('refuses', () => {
  it('to give another root key what the caller does not hold', async () => {
    const workspace = await harness.newWorkspace();
    const caller = await workspace.newRootKey([writeIn(workspace.id), READ_KEY]);
    const { id: keyId } = await workspace.newRootKey([READ_KEY]);
    const request = { keyId, permissions: [READ_KEY, CREATE_API] };
    const { status, body } = await caller.call('rootKeys.updateKey', request);
    expect(status).toBe(403);
    expect(body.error.detail).toBe(`Missing permission: '${CREATE_API}'`);
  });

  it('to keep by name a permission that the caller does not hold', async () => {
    const workspace = await harness.newWorkspace();
    const caller = await workspace.newRootKey([writeIn(workspace.id), READ_KEY]);
    const { id: keyId } = await workspace.newRootKey([READ_KEY, CREATE_API]);
    const request = { keyId, permissions: [CREATE_API] };
    expect((await caller.call('rootKeys.updateKey', request)).status).toBe(403);
  });

  it('to bring a stronger root key back, by its state or by its expiry', async () => {
    const workspace = await harness.newWorkspace();
    const caller = await workspace.newRootKey([writeIn(workspace.id)]);
    const { id: keyId, rootKey } = await workspace.newRootKey([CREATE_API]);
    const expires = harness.clock.nowMs() - 1;
    await updateRootKey(harness.deps, rootKey, { enabled: false, expires_at_ms: expires });
    for (const fields of [{ enabled: true }, { expires: null }, { expires: expires + 1 }]) {
      const answer = await caller.call('rootKeys.updateKey', { keyId, ...fields });
      expect(answer.status).toBe(403);
      expect(answer.body.error.detail).toBe(`Missing permission: '${CREATE_API}'`);
    }
    const taken = { keyId, enabled: true, permissions: [] };
    expect((await caller.call('rootKeys.updateKey', taken)).status).toBe(200);
  });

  it('to change anything of a root key that outlives the caller', async () => {
    const workspace = await harness.newWorkspace();
    const caller = await workspace.newRootKey([writeIn(workspace.id)]);
    const other = await workspace.newRootKey([]);
    const expires = harness.clock.nowMs() + 1000;
    await updateRootKey(harness.deps, caller.rootKey, { expires_at_ms: expires });
    for (const fields of [{ name: 'Taken' }, { enabled: false }, { expires }, {}]) {
      const request = { keyId: other.id, ...fields };
      const { status, body } = await caller.call('rootKeys.updateKey', request);
      expect(status).toBe(403);
      expect(body.error.detail).toContain(new Date(expires).toISOString());
    }
  });

  it('to let another root key outlive the caller', async () => {
    const workspace = await harness.newWorkspace();
    const caller = await workspace.newRootKey([writeIn(workspace.id)]);
    const other = await workspace.newRootKey([]);
    const expires = harness.clock.nowMs() + 1000;
    await updateRootKey(harness.deps, caller.rootKey, { expires_at_ms: expires });
    await updateRootKey(harness.deps, other.rootKey, { expires_at_ms: expires });
    for (const later of [null, expires + 1]) {
      const request = { keyId: other.id, expires: later };
      expect((await caller.call('rootKeys.updateKey', request)).status).toBe(403);
    }
  });

  it('to change its own power, up or down', async () => {
    const workspace = await harness.newWorkspace();
    const own = await workspace.newRootKey([writeIn(workspace.id), READ_KEY]);
    const write = writeIn(workspace.id);
    const changes = [
      { permissions: [write, READ_KEY, CREATE_API] },
      { permissions: [write] },
      { enabled: false },
      { expires: 0 },
    ];
    for (const fields of changes) {
      const request = { keyId: own.id, ...fields };
      const { status, body } = await own.call('rootKeys.updateKey', request);
      expect(status).toBe(412);
      expect(body.error.type).toMatch(/protected_resource$/);
    }
  });

  it('a root key of another workspace as if it did not exist', async () => {
    const workspace = await harness.newWorkspace();
    const foreign = await (await harness.newWorkspace()).newRootKey([]);
    const request = { keyId: foreign.id, name: 'Taken' };
    expect((await workspace.call('rootKeys.updateKey', request)).status).toBe(404);
  });
});

describe('side effects', () => {
  it('takes effect on the very next call of the root key', async () => {
    const workspace = await harness.newWorkspace();
    const other = await workspace.newRootKey([READ_KEY]);
    const keyId = other.id;
    const createApi = async () => (await other.call('apis.createApi', { name: 'Api' })).status;
    expect(await createApi()).toBe(403);
    await workspace.call('rootKeys.updateKey', { keyId, permissions: [CREATE_API] });
    expect(await createApi()).toBe(200);
    await workspace.call('rootKeys.updateKey', { keyId, enabled: false });
    expect(await createApi()).toBe(403);
  });

  it('leaves an audit event that says what changed, and none when nothing did', async () => {
    const workspace = await harness.newWorkspace();
    const { id: keyId } = await workspace.newRootKey([READ_KEY]);
    const request = { keyId, permissions: [CREATE_API], enabled: true };
    await workspace.call('rootKeys.updateKey', request);
    await workspace.call('rootKeys.updateKey', request);
    const trail = await readAuditTrail(harness.deps, workspace.id);
    expect(trail).toHaveLength(1);
    expect(trail[0]).toMatchObject({
      event: 'key.update',
      targets: [
        { id: keyId, meta: { permissionsAdded: [CREATE_API], permissionsRemoved: [READ_KEY] } },
      ],
    });
  });
});
