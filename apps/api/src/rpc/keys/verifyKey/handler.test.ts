import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import {
  deleteApi,
  disableWorkspace,
  replaceKeyText,
  seedRole,
  updateApi,
} from '../../../../test/rows.js';
import type { Workspace } from '../../../../test/seed.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const NOT_FOUND = { valid: false, code: 'NOT_FOUND' };

async function verify(workspace: Pick<Workspace, 'call'>, body: Record<string, unknown>) {
  const answer = await workspace.call('keys.verifyKey', body);
  expect(answer.status).toBe(200);
  return answer.body.data;
}

describe('keys.verifyKey answers VALID', () => {
  it('with only id and state for a key that has nothing else', async () => {
    const workspace = await harness.newWorkspace();
    const { keyId, key } = await workspace.newKey();
    expect(await verify(workspace, { key })).toEqual({
      valid: true,
      code: 'VALID',
      keyId,
      keyspaceId: expect.stringMatching(/^ks_/),
      enabled: true,
    });
  });

  it('with everything that the caller may want to act on', async () => {
    const workspace = await harness.newWorkspace();
    await seedRole(harness.deps, {
      workspaceId: workspace.id,
      name: 'Reader',
      slugs: ['docs.read'],
    });
    const { keyId, key } = await workspace.newKey({
      name: 'Job',
      meta: { plan: 'pro' },
      expires: 4_102_444_800_000,
      externalId: 'user_42',
      credits: { remaining: 10 },
      permissions: ['docs.write'],
      roles: ['Reader'],
    });
    expect(await verify(workspace, { key, tags: ['path=/docs'], migrationId: '' })).toEqual({
      valid: true,
      code: 'VALID',
      keyId,
      keyspaceId: expect.stringMatching(/^ks_/),
      enabled: true,
      name: 'Job',
      meta: { plan: 'pro' },
      expires: 4_102_444_800_000,
      credits: 9,
      permissions: ['docs.read', 'docs.write'],
      roles: ['Reader'],
      identity: { id: expect.stringMatching(/^id_/), externalId: 'user_42' },
    });
  });

  it('to root keys that may verify keys of this API, or this key', async () => {
    const workspace = await harness.newWorkspace();
    const { keyId, key, apiId } = await workspace.newKey();
    const { key_space_id: keySpaceId } = await harness.deps.db
      .selectFrom('apis')
      .select('key_space_id')
      .where('id', '=', apiId)
      .executeTakeFirstOrThrow();
    for (const grant of [
      'api.*.verify_key',
      `api.${apiId}.verify_key`,
      `unkey:v1:${workspace.id}:keyspaces/${keySpaceId}/keys/${keyId}#verify_key`,
    ]) {
      const limited = await workspace.newRootKey([grant]);
      expect(await verify(limited, { key })).toMatchObject({ code: 'VALID' });
    }
  });
});

describe('keys.verifyKey answers NOT_FOUND and nothing else', () => {
  it('for a key that has never existed', async () => {
    const workspace = await harness.newWorkspace();
    expect(await verify(workspace, { key: 'prod_madeup' })).toEqual(NOT_FOUND);
    expect(await verify(workspace, { key: 'a_b_c', migrationId: 'mig_1' })).toEqual(NOT_FOUND);
  });

  it('for a key of another workspace', async () => {
    const [workspace, other] = [await harness.newWorkspace(), await harness.newWorkspace()];
    const { key } = await other.newKey();
    expect(await verify(other, { key })).toMatchObject({ code: 'VALID' });
    expect(await verify(workspace, { key })).toEqual(NOT_FOUND);
  });

  it('for a root key', async () => {
    const workspace = await harness.newWorkspace();
    expect(await verify(workspace, { key: workspace.rootKey })).toEqual(NOT_FOUND);
  });

  it('for a root key without the right to verify this key, whatever the query', async () => {
    const workspace = await harness.newWorkspace();
    const { key } = await workspace.newKey();
    const limited = await workspace.newRootKey(['api.api_other.verify_key', 'api.*.read_key']);
    expect(await verify(limited, { key, permissions: 'AND AND' })).toEqual(NOT_FOUND);
  });

  it('from the moment that its key or its API is deleted', async () => {
    const workspace = await harness.newWorkspace();
    const [first, second] = [await workspace.newKey(), await workspace.newKey()];
    for (const { key } of [first, second]) {
      expect(await verify(workspace, { key })).toMatchObject({ code: 'VALID' });
    }
    await workspace.call('keys.deleteKey', { keyId: first.keyId });
    await deleteApi(harness.deps, second.apiId);
    for (const { key } of [first, second]) {
      expect(await verify(workspace, { key })).toEqual(NOT_FOUND);
    }
  });

  it('until the key exists, and not a moment longer', async () => {
    const workspace = await harness.newWorkspace();
    const { keyId } = await workspace.newKey();
    const key = `imported_${keyId}`;
    expect(await verify(workspace, { key })).toEqual(NOT_FOUND);
    await replaceKeyText(harness.deps, keyId, key);
    expect(await verify(workspace, { key })).toMatchObject({ code: 'VALID', keyId });
  });
});

describe('keys.verifyKey names the first reason', () => {
  const NOW_MS = Date.UTC(2026, 5, 1);
  const ELSEWHERE = { ip: '198.51.100.1' };

  /** In the order in which they are judged. */
  const FAULTS = [
    { code: 'DISABLED', key: { enabled: false } },
    { code: 'EXPIRED', key: { expires: NOW_MS + 1 } },
    { code: 'FORBIDDEN', request: ELSEWHERE },
    { code: 'INSUFFICIENT_PERMISSIONS', request: { permissions: 'docs.write' } },
    { code: 'USAGE_EXCEEDED', request: { credits: { cost: 6 } } },
    { code: 'VALID' },
  ];

  it.each(FAULTS.map(({ code }, index) => ({ code, faults: FAULTS.slice(index) })))(
    '$code, whatever else is wrong, and spends nothing before VALID',
    async ({ code, faults }) => {
      harness.clock.set(NOW_MS);
      const workspace = await harness.newWorkspace();
      const apiId = await workspace.newApi();
      await updateApi(harness.deps, apiId, { ip_allow_list: ['203.0.113.0/24'] });
      const fields = { apiId, permissions: ['docs.read'], credits: { remaining: 5 } };
      const key = await workspace.newKey(
        Object.assign(fields, ...faults.map((fault) => fault.key)),
      );
      harness.clock.advance(2);
      const request = { key: key.key, ip: '203.0.113.9', permissions: 'docs.read' };
      const data = await verify(
        workspace,
        Object.assign(request, ...faults.map((fault) => fault.request)),
      );
      expect(data).toMatchObject({ code, valid: code === 'VALID', permissions: ['docs.read'] });
      expect(data.credits).toBe(code === 'VALID' ? 4 : 5);
      const shown = await workspace.call('keys.getKey', { keyId: key.keyId });
      expect(shown.body.data.credits.remaining).toBe(data.credits);
    },
  );

  it('EXPIRED from the millisecond after its expiry', async () => {
    harness.clock.set(NOW_MS);
    const workspace = await harness.newWorkspace();
    const { key } = await workspace.newKey({ expires: NOW_MS + 1000 });
    harness.clock.set(NOW_MS + 1000);
    expect(await verify(workspace, { key })).toMatchObject({ code: 'VALID' });
    harness.clock.set(NOW_MS + 1001);
    expect(await verify(workspace, { key })).toMatchObject({
      code: 'EXPIRED',
      enabled: true,
      expires: NOW_MS + 1000,
    });
  });
});

describe('keys.verifyKey spends credits', () => {
  it.each([
    { left: 5, cost: undefined, code: 'VALID', after: 4 },
    { left: 5, cost: 1, code: 'VALID', after: 4 },
    { left: 5, cost: 5, code: 'VALID', after: 0 },
    { left: 5, cost: 6, code: 'USAGE_EXCEEDED', after: 5 },
    { left: 5, cost: 1_000_000_000_000, code: 'USAGE_EXCEEDED', after: 5 },
    { left: 5, cost: 0, code: 'VALID', after: 5 },
    { left: 0, cost: 0, code: 'VALID', after: 0 },
    { left: 0, cost: undefined, code: 'USAGE_EXCEEDED', after: 0 },
  ])('$left left, cost $cost: $code with $after', async ({ left, cost, code, after }) => {
    const workspace = await harness.newWorkspace();
    const { keyId, key } = await workspace.newKey({ credits: { remaining: left } });
    const credits = cost === undefined ? {} : { credits: { cost } };
    const data = await verify(workspace, { key, ...credits });
    expect(data).toMatchObject({ code, credits: after });
    const shown = await workspace.call('keys.getKey', { keyId });
    expect(shown.body.data.credits).toEqual({ remaining: after });
  });

  it('but takes none from a key that has them without limit', async () => {
    const workspace = await harness.newWorkspace();
    const { key } = await workspace.newKey({ credits: { remaining: null } });
    const data = await verify(workspace, { key, credits: { cost: 1_000_000_000_000 } });
    expect(data.code).toBe('VALID');
    expect(data).not.toHaveProperty('credits');
  });

  it('and shows a denial for another reason what the key has left', async () => {
    const workspace = await harness.newWorkspace();
    const { key } = await workspace.newKey({ credits: { remaining: 5 } });
    await verify(workspace, { key, credits: { cost: 2 } });
    const data = await verify(workspace, { key, permissions: 'admin' });
    expect(data).toMatchObject({ code: 'INSUFFICIENT_PERMISSIONS', credits: 3 });
  });

  it('that a refill has added at midnight UTC, even if nothing else has run since then', async () => {
    harness.clock.set(Date.UTC(2026, 6, 1, 23, 59, 59, 999));
    const workspace = await harness.newWorkspace();
    const refill = { interval: 'daily', amount: 3 };
    const { key } = await workspace.newKey({ credits: { remaining: 0, refill } });
    expect(await verify(workspace, { key })).toMatchObject({ code: 'USAGE_EXCEEDED', credits: 0 });
    harness.clock.set(Date.UTC(2026, 6, 2));
    expect(await verify(workspace, { key })).toMatchObject({ code: 'VALID', credits: 2 });
    expect(await verify(workspace, { key })).toMatchObject({ code: 'VALID', credits: 1 });
  });
});

describe('keys.verifyKey checks permissions', () => {
  it.each([
    ['docs.read', 'VALID'],
    ['docs.read AND docs.write', 'VALID'],
    ['admin OR (docs.read and logs.read)', 'VALID'],
    ['docs.read AND admin', 'INSUFFICIENT_PERMISSIONS'],
    ['Docs.read', 'INSUFFICIENT_PERMISSIONS'],
    ['docs.*', 'INSUFFICIENT_PERMISSIONS'],
    ['api.*', 'VALID'],
    ['api.read', 'INSUFFICIENT_PERMISSIONS'],
  ])('%s: %s', async (permissions, code) => {
    const workspace = await harness.newWorkspace();
    await seedRole(harness.deps, { workspaceId: workspace.id, name: 'Log', slugs: ['logs.read'] });
    const { key } = await workspace.newKey({
      permissions: ['docs.read', 'docs.write', 'api.*'],
      roles: ['Log'],
    });
    expect(await verify(workspace, { key, permissions })).toMatchObject({ code });
  });

  it.each([
    ['a AND', 'Expected a permission or "(", but found the end of the query'],
    ['a b', 'Unexpected "b" at position 2: expected AND, OR or the end of the query'],
    ['@x', 'Unexpected character "@" at position 0: expected a permission or "("'],
  ])('and refuses the query %s, even for a key that is disabled', async (permissions, detail) => {
    const workspace = await harness.newWorkspace();
    const { key } = await workspace.newKey({ enabled: false });
    const { status, body } = await workspace.call('keys.verifyKey', { key, permissions });
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ detail, errors: [] });
    expect(body.error.type).toMatch(/permissions_query_syntax_error$/);
  });
});

describe('keys.verifyKey refuses', () => {
  it('tags of more bytes than the longest ones of ASCII have, and takes those', async () => {
    const workspace = await harness.newWorkspace();
    const { key } = await workspace.newKey();
    const tags = (character: string) => Array.from({ length: 20 }, () => character.repeat(512));
    expect(await verify(workspace, { key, tags: tags('a') })).toMatchObject({ valid: true });
    const { status, body } = await workspace.call('keys.verifyKey', { key, tags: tags('ж') });
    expect(status).toBe(400);
    expect(body.error.errors).toEqual([
      {
        location: 'body.tags',
        message: 'must not have more than 10240 bytes of UTF-8 together, and have 20480',
        fix: expect.any(String),
      },
    ]);
  });

  it('requests of a workspace from the moment that it is disabled', async () => {
    const workspace = await harness.newWorkspace();
    const { key } = await workspace.newKey();
    expect(await verify(workspace, { key })).toMatchObject({ code: 'VALID' });
    await disableWorkspace(harness.deps, workspace.id);
    const { status, body } = await workspace.call('keys.verifyKey', { key });
    expect(status).toBe(403);
    expect(body.error.type).toMatch(/workspace_disabled$/);
  });
});
