import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import { readAuditTrail, updateRootKey } from '../../../../test/rows.js';
import { post } from '../../../../test/seed.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

/** The right to create root keys. */
const createIn = (workspaceId: string) => `unkey:v1:${workspaceId}:rootKeys/*#write`;
const READ_KEY = 'api.*.read_key';

describe('answers', () => {
  it('with a root key that may do what it was given, and nothing else', async () => {
    const workspace = await harness.newWorkspace();
    const { body } = await workspace.call('rootKeys.createKey', {
      name: 'Deployer',
      permissions: ['api.*.create_api', 'api.*.create_api'],
    });
    expect(body.data).toEqual({
      keyId: expect.stringMatching(/^root_/),
      key: expect.stringMatching(/^unkey_[1-9A-HJ-NP-Za-km-z]{20,}$/),
    });
    const { key, keyId } = body.data;
    const created = await post(harness.app, 'apis.createApi', key, { name: 'Weather' });
    expect(created.status).toBe(200);
    const { apiId } = created.body.data;
    expect((await post(harness.app, 'apis.getApi', key, { apiId })).status).toBe(403);
    const shown = await workspace.call('rootKeys.getKey', { keyId });
    expect(shown.body.data.permissions).toEqual(['api.*.create_api']);
  });

  it('with a root key that is refused after its expiry', async () => {
    const workspace = await harness.newWorkspace();
    const expires = harness.clock.nowMs() + 1000;
    const request = { name: 'Short', permissions: ['api.*.create_api'], expires };
    const { body } = await workspace.call('rootKeys.createKey', request);
    harness.clock.advance(1001);
    const late = await post(harness.app, 'apis.createApi', body.data.key, { name: 'Weather' });
    expect(late.status).toBe(403);
  });

  it('without a name, and with an expiry of null as without one', async () => {
    const workspace = await harness.newWorkspace();
    const request = { permissions: [], expires: null };
    const { body } = await workspace.call('rootKeys.createKey', request);
    const shown = await workspace.call('rootKeys.getKey', { keyId: body.data.keyId });
    expect(shown.body.data).toMatchObject({ name: null, expires: null, permissions: [] });
  });

  it('lets the holder of a URN grant one that it covers', async () => {
    const workspace = await harness.newWorkspace();
    const here = (text: string) => `unkey:v1:${workspace.id}:${text}`;
    const creator = await workspace.newRootKey([here('rootKeys/**#write')]);
    const given = (permission: string) =>
      creator.call('rootKeys.createKey', { permissions: [here(permission)] });
    expect((await given('rootKeys/root_1234#write')).status).toBe(200);
    expect((await given('rootKeys/root_1234#read')).status).toBe(403);
  });

  it('lets a holder of * grant a single id', async () => {
    const workspace = await harness.newWorkspace();
    const creator = await workspace.newRootKey([createIn(workspace.id), READ_KEY]);
    const request = { name: 'One', permissions: ['api.api_1234.read_key'] };
    expect((await creator.call('rootKeys.createKey', request)).status).toBe(200);
  });
});

describe('refuses', () => {
  it.each([
    ['a permission that the caller does not hold', [READ_KEY], 'api.*.delete_api'],
    ['more ids than the caller holds', ['api.api_1234.read_key'], READ_KEY],
    ['the right of an administrator to who only has tuples', [READ_KEY], 'unkey:v1:WS:**#*'],
    ['a tuple to who only has the URN of an administrator', ['unkey:v1:WS:**#*'], READ_KEY],
  ])('%s', async (_title, held, permission) => {
    const workspace = await harness.newWorkspace();
    const here = (text: string) => text.replace('WS', workspace.id);
    const creator = await workspace.newRootKey([createIn(workspace.id), ...held.map(here)]);
    const request = { name: 'Stronger', permissions: [createIn(workspace.id), here(permission)] };
    const { status, body } = await creator.call('rootKeys.createKey', request);
    expect(status).toBe(403);
    expect(body.error.detail).toBe(`Missing permission: '${here(permission)}'`);
  });

  it('a root key that outlives the one that creates it', async () => {
    const workspace = await harness.newWorkspace();
    const creator = await workspace.newRootKey([createIn(workspace.id)]);
    const expires = harness.clock.nowMs() + 1000;
    await updateRootKey(harness.deps, creator.rootKey, { expires_at_ms: expires });
    const request = { name: 'Later', permissions: [] };
    const forEver = await creator.call('rootKeys.createKey', request);
    const cleared = await creator.call('rootKeys.createKey', { ...request, expires: null });
    const later = await creator.call('rootKeys.createKey', { ...request, expires: expires + 1 });
    const equal = await creator.call('rootKeys.createKey', { ...request, expires });
    const statuses = [forEver, cleared, later, equal].map(({ status }) => status);
    expect(statuses).toEqual([403, 403, 403, 200]);
    expect(later.body.error.detail).toContain(new Date(expires).toISOString());
  });

  it('a past expiry, and the moment of the request itself', async () => {
    const workspace = await harness.newWorkspace();
    for (const expires of [harness.clock.nowMs() - 1, harness.clock.nowMs()]) {
      const request = { permissions: [], expires };
      const { status, body } = await workspace.call('rootKeys.createKey', request);
      expect(status).toBe(400);
      expect(body.error.errors[0].location).toBe('body.expires');
    }
  });

  it('a root key that may change only one root key', async () => {
    const workspace = await harness.newWorkspace();
    const one = await workspace.newRootKey([]);
    const here = `unkey:v1:${workspace.id}:rootKeys`;
    const changer = await workspace.newRootKey([`${here}/${one.id}#write`, `${here}/*#read`]);
    const { status, body } = await changer.call('rootKeys.createKey', { permissions: [] });
    expect(status).toBe(403);
    expect(body.error.detail).toBe(`Missing permission: '${here}/*#write'`);
  });

  it('texts that are no permissions, each with its location', async () => {
    const workspace = await harness.newWorkspace();
    const other = await harness.newWorkspace();
    const foreign = [`unkey:v1:${other.id}:**#*`, `unkey:v1:${workspace.id}:rootkeys/*#read`];
    const permissions = [READ_KEY, 'api', 'api.*.raed_key', ...foreign];
    const request = { name: 'Typing', permissions };
    const { status, body } = await workspace.call('rootKeys.createKey', request);
    expect(status).toBe(400);
    expect(body.error.errors.map((error: { location: string }) => error.location)).toEqual([
      'body.permissions[1]',
      'body.permissions[2]',
      'body.permissions[3]',
      'body.permissions[4]',
    ]);
  });

  it('a root key without the right to create root keys', async () => {
    const workspace = await harness.newWorkspace();
    const reader = await workspace.newRootKey([READ_KEY]);
    const request = { name: 'Copy', permissions: [READ_KEY] };
    expect((await reader.call('rootKeys.createKey', request)).status).toBe(403);
  });
});

describe('side effects', () => {
  it('leaves an audit event that says what was granted, and never the root key', async () => {
    const workspace = await harness.newWorkspace();
    const request = { name: 'Gateway', permissions: [READ_KEY] };
    const { body } = await workspace.call('rootKeys.createKey', request);
    const { keyId, key } = body.data;
    const trail = await readAuditTrail(harness.deps, workspace.id);
    expect(trail).toMatchObject([
      {
        event: 'key.create',
        description: `Created root key ${keyId}`,
        targets: [
          {
            type: 'rootKey',
            id: keyId,
            name: 'Gateway',
            meta: { permissions: [READ_KEY], expires: null },
          },
        ],
      },
    ]);
    expect(JSON.stringify(trail)).not.toContain(key);
  });

  it('creates one root key for one Idempotency-Key, and can repeat it in the clear', async () => {
    const workspace = await harness.newWorkspace();
    const request = { name: 'Once', permissions: [READ_KEY] };
    const options = { headers: { 'idempotency-key': 'once' } };
    const first = await workspace.call('rootKeys.createKey', request, options);
    const second = await workspace.call('rootKeys.createKey', request, options);
    expect(second.body.data).toEqual(first.body.data);
    const list = await workspace.call('rootKeys.listKeys', {});
    expect(list.body.data).toHaveLength(2);
  });
});
