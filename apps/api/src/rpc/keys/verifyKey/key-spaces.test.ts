import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readVerifications } from '../../../../test/events.js';
import { type Harness, startHarness } from '../../../../test/harness.js';
import type { NewKey, Workspace } from '../../../../test/seed.js';
import { sha256Hex } from '../../../lib/crypto/sha256.js';

const ONCE = { name: 'once', limit: 1, duration: 60_000, autoApply: true };
const NOT_FOUND = { valid: false, code: 'NOT_FOUND' };

let harness: Harness;
let workspace: Workspace;
/** The key space of an API that has other keys. */
let elsewhere: string;
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
  elsewhere = await keySpaceOf(await workspace.newKey());
});
afterAll(() => harness.stop());

async function verify(body: object, options: object = {}) {
  return workspace.call('keys.verifyKey', body, options);
}

async function keySpaceOf({ key }: Pick<NewKey, 'key'>): Promise<string> {
  return (await verify({ key, credits: { cost: 0 } })).body.data.keyspaceId;
}

describe('keyspaceId', () => {
  it('is the key space of the API, which root keys name in their URNs', async () => {
    const { key, keyId, apiId } = await workspace.newKey();
    const keySpaceId = await keySpaceOf({ key });
    const { body } = await workspace.call('apis.listApis', {});
    const api = body.data.find(({ id }: { id: string }) => id === apiId);
    expect(api.keyspaceId).toBe(keySpaceId);
    const grant = `unkey:v1:${workspace.id}:keyspaces/${keySpaceId}/keys/${keyId}#verify_key`;
    const limited = await workspace.newRootKey([grant]);
    const answer = await limited.call('keys.verifyKey', { key });
    expect(answer.body.data).toMatchObject({ code: 'VALID', keyspaceId: keySpaceId });
  });

  it.each<[string, Record<string, unknown>, object]>([
    ['VALID', {}, {}],
    ['DISABLED', { enabled: false }, {}],
    ['INSUFFICIENT_PERMISSIONS', {}, { permissions: 'docs.read' }],
    ['USAGE_EXCEEDED', { credits: { remaining: 0 } }, {}],
    ['RATE_LIMITED', {}, { ratelimits: [{ name: 'none', limit: 0, duration: 1000 }] }],
  ])('is in an answer with the code %s', async (code, fields, asked) => {
    const { key } = await workspace.newKey(fields);
    const { body } = await verify({ key, ...asked });
    expect(body.data).toMatchObject({ code, keyspaceId: expect.stringMatching(/^ks_/) });
  });

  it('is in an answer with the codes EXPIRED and FORBIDDEN', async () => {
    const { key, apiId } = await workspace.newKey({ expires: harness.clock.nowMs() + 1000 });
    const ipAllowList = ['192.0.2.1'];
    await workspace.call('apis.updateApi', { apiId, ipAllowList });
    const keyspaceId = expect.stringMatching(/^ks_/);
    expect((await verify({ key })).body.data).toMatchObject({ code: 'FORBIDDEN', keyspaceId });
    harness.clock.advance(1001);
    expect((await verify({ key })).body.data).toMatchObject({ code: 'EXPIRED', keyspaceId });
  });
});

describe('keyspaces', () => {
  it('lets a key of one of them pass', async () => {
    const { key } = await workspace.newKey();
    const own = await keySpaceOf({ key });
    for (const keyspaces of [[own], [elsewhere, own], [own, own]]) {
      expect((await verify({ key, keyspaces })).body.data.code).toBe('VALID');
    }
  });

  it.each<[string, Record<string, unknown>, object]>([
    ['a good key', {}, {}],
    ['a disabled key', { enabled: false }, {}],
    ['a key without the permissions', {}, { permissions: 'docs.read' }],
    ['a query that cannot be parsed', {}, { permissions: 'AND' }],
    ['a limit that is not configured', {}, { ratelimits: [{ name: 'unheard of' }] }],
  ])('hides all others: %s of another one is as missing', async (_what, fields, asked) => {
    const { key } = await workspace.newKey(fields);
    const { status, body } = await verify({ key, keyspaces: [elsewhere, 'ks_unheard'], ...asked });
    expect([status, body.data]).toEqual([200, NOT_FOUND]);
  });

  it('compares whole ids, case included', async () => {
    const { key, apiId } = await workspace.newKey();
    const own = await keySpaceOf({ key });
    for (const id of [own.slice(0, -1), `${own}0`, own.toUpperCase(), apiId]) {
      expect((await verify({ key, keyspaces: [id] })).body.data).toEqual(NOT_FOUND);
    }
  });

  it('outside of which a key is used up by nothing', async () => {
    const { key, keyId } = await workspace.newKey({
      credits: { remaining: 5 },
      ratelimits: [ONCE],
    });
    const headers = { 'idempotency-key': 'outside' };
    for (const options of [{}, {}, { headers }, { headers }]) {
      const { body } = await verify({ key, keyspaces: [elsewhere] }, options);
      expect(body.data).toEqual(NOT_FOUND);
    }
    const shown = await workspace.call('keys.getKey', { keyId });
    expect(shown.body.data.credits).toEqual({ remaining: 5 });
    expect((await verify({ key })).body.data).toMatchObject({
      code: 'VALID',
      credits: 4,
      ratelimits: [{ remaining: 0 }],
    });
  });

  it('are a part of the request that an Idempotency-Key stands for', async () => {
    const { key } = await workspace.newKey({ credits: { remaining: 5 } });
    const own = await keySpaceOf({ key });
    const headers = { 'idempotency-key': 'inside' };
    const first = await verify({ key, keyspaces: [own] }, { headers });
    const again = await verify({ key, keyspaces: [own] }, { headers });
    expect(again.body.data).toEqual(first.body.data);
    expect(first.body.data).toMatchObject({ code: 'VALID', credits: 4 });
    const other = await verify({ key, keyspaces: [own, elsewhere] }, { headers });
    expect(other.status).toBe(409);
  });

  it('outside of which a key leaves an event that does not name it', async () => {
    const own = await harness.newWorkspace();
    const { key } = await own.newKey();
    await own.call('keys.verifyKey', { key, keyspaces: [elsewhere] });
    await harness.deps.recorder.flush();
    const events = await readVerifications(harness.deps.db, own.id);
    const nothing = { code: 'NOT_FOUND', key_id: '', api_id: '', identity_id: '' };
    expect(events).toMatchObject([nothing]);
  });

  it('cannot be an empty list, which would let no key pass or all of them', async () => {
    const { key } = await workspace.newKey();
    const { status, body } = await verify({ key, keyspaces: [] });
    expect(status).toBe(400);
    expect(body.error.errors).toMatchObject([{ location: 'body.keyspaces' }]);
  });

  it('hide an imported key of another one too', async () => {
    const created = await workspace.call('migrations.createMigration', {
      name: 'Old',
      algorithm: 'github.com/seamapi/prefixed-api-key',
    });
    const { migrationId } = created.body.data;
    const hash = sha256Hex('longtoken');
    const apiId = await workspace.newApi();
    const keys = [{ hash, credits: { remaining: 3 } }];
    await workspace.call('keys.migrateKeys', { migrationId, apiId, keys });
    const key = 'old_short_longtoken';
    const hidden = await verify({ key, migrationId, keyspaces: [elsewhere] });
    expect(hidden.body.data).toEqual(NOT_FOUND);
    const shown = await verify({ key, migrationId });
    expect(shown.body.data).toMatchObject({ code: 'VALID', credits: 2 });
  });
});
