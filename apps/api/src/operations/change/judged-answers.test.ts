import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../test/harness.js';
import { updateRootKey } from '../../../test/rows.js';
import type { Workspace } from '../../../test/seed.js';

let harness: Harness;
let workspace: Workspace;
let apiId: string;
let keyId: string;
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
  ({ apiId, keyId } = await workspace.newKey());
});
afterAll(() => harness.stop());

let requests = 0;

/** Sends a request twice under one key; its root key has `first` and then `second`. */
async function repeat(
  name: string,
  body: unknown,
  { first, second }: { first: readonly string[]; second: readonly string[] },
) {
  requests += 1;
  const headers = { 'idempotency-key': `request ${requests}` };
  const caller = await workspace.newRootKey(first);
  const answer = await caller.call(name, body, { headers });
  await updateRootKey(harness.deps, caller.rootKey, { permissions: [...second] });
  return { answer, repeated: await caller.call(name, body, { headers }) };
}

const update = ['api.*.update_key'];
const addPermission = 'rbac.*.add_permission_to_key';

describe('a stored answer is shown again', () => {
  it('to a caller that has lost only rights that the request did not need', async () => {
    const { answer, repeated } = await repeat(
      'keys.createKey',
      { apiId },
      {
        first: ['api.*.create_key', 'api.*.read_key', ...update],
        second: ['api.*.create_key'],
      },
    );
    expect(repeated.body.data).toEqual(answer.body.data);
  });

  it('to a caller that has the same right in another form', async () => {
    const { answer, repeated } = await repeat(
      'keys.createKey',
      { apiId },
      {
        first: ['api.*.create_key'],
        second: [`api.${apiId}.create_key`],
      },
    );
    expect(answer.status).toBe(200);
    expect(repeated.body.data).toEqual(answer.body.data);
  });
});

describe('a stored answer is not shown to a caller that has lost', () => {
  it('the right that the request alone decides', async () => {
    const { answer, repeated } = await repeat(
      'apis.createApi',
      { name: 'Weather' },
      {
        first: ['api.*.create_api'],
        second: [],
      },
    );
    expect([answer.status, repeated.status]).toEqual([200, 403]);
  });

  it('the right on the API of a new key, which looks like a missing API', async () => {
    const { answer, repeated } = await repeat(
      'keys.createKey',
      { apiId },
      {
        first: ['api.*.create_key'],
        second: [],
      },
    );
    expect([answer.status, repeated.status]).toEqual([200, 404]);
    expect(JSON.stringify(repeated.body)).not.toContain(answer.body.data.key);
  });

  it('the right on a key that was found first', async () => {
    const { answer, repeated } = await repeat(
      'keys.updateKey',
      { keyId, name: 'New' },
      {
        first: update,
        second: [],
      },
    );
    expect([answer.status, repeated.status]).toEqual([200, 403]);
  });

  it('the right on a key that is gone', async () => {
    const { keyId: goneId } = await workspace.newKey();
    const { answer, repeated } = await repeat(
      'keys.deleteKey',
      { keyId: goneId },
      {
        first: ['api.*.delete_key'],
        second: [],
      },
    );
    expect([answer.status, repeated.status]).toEqual([200, 403]);
  });

  it('a conditional right, although the request would not need it any more', async () => {
    const body = { keyId, permissions: ['docs.new'] };
    const { answer, repeated } = await repeat('keys.addPermissions', body, {
      first: [...update, addPermission, 'rbac.*.create_permission'],
      second: [...update, addPermission],
    });
    expect([answer.status, repeated.status]).toEqual([200, 403]);
  });

  it('a permission of the root key that it created', async () => {
    const create = `unkey:v1:${workspace.id}:rootKeys/*#write`;
    const body = { name: 'Strong', permissions: ['api.*.read_api'] };
    const { answer, repeated } = await repeat('rootKeys.createKey', body, {
      first: [create, 'api.*.read_api'],
      second: [create],
    });
    expect([answer.status, repeated.status]).toEqual([200, 403]);
    expect(JSON.stringify(repeated.body)).not.toContain(answer.body.data.key);
  });

  it('time, so that the root key that it created would outlive it', async () => {
    const create = `unkey:v1:${workspace.id}:rootKeys/*#write`;
    const caller = await workspace.newRootKey([create]);
    const headers = { 'idempotency-key': 'outlives' };
    const body = { name: 'Lasting', permissions: [create] };
    const answer = await caller.call('rootKeys.createKey', body, { headers });
    const expires_at_ms = harness.clock.nowMs() + 60_000;
    await updateRootKey(harness.deps, caller.rootKey, { expires_at_ms });
    const repeated = await caller.call('rootKeys.createKey', body, { headers });
    expect([answer.status, repeated.status]).toEqual([200, 403]);
  });
});
