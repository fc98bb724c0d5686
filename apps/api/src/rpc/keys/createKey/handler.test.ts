import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../../test/harness.js';
import {
  countRows,
  deleteApi,
  readAuditTrail,
  seedRole,
  updateApi,
} from '../../../../test/rows.js';
import type { Workspace } from '../../../../test/seed.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const DAILY = { interval: 'daily', amount: 1 };
const RATELIMIT = { name: 'requests', limit: 10, duration: 1000, autoApply: true };
const STORED_RATELIMIT = { ...RATELIMIT, id: expect.stringMatching(/^rl_/) };

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** The number of bytes that a Base58 text encodes. */
function byteLengthOf(text: string): number {
  const number = [...text].reduce((sum, digit) => sum * 58n + BigInt(BASE58.indexOf(digit)), 0n);
  const leadingZeros = text.length - text.replace(/^1+/, '').length;
  return Math.ceil(number.toString(16).length / 2) + leadingZeros;
}

/** What keys.getKey shows of a key with these fields, without what differs for every key. */
async function showNewKey(workspace: Workspace, fields: Readonly<Record<string, unknown>>) {
  const { keyId } = await workspace.newKey(fields);
  const { body } = await workspace.call('keys.getKey', { keyId });
  const { keyId: _id, start: _start, createdAt: _createdAt, ...rest } = body.data;
  return rest;
}

describe('keys.createKey answers', () => {
  it('with a key of 16 random bytes, unlimited and enabled, when only the API is named', async () => {
    const workspace = await harness.newWorkspace();
    const { keyId, key } = await workspace.newKey();
    expect(byteLengthOf(key)).toBe(16);
    const shown = await workspace.call('keys.getKey', { keyId });
    expect(shown.body.data).toEqual({
      keyId,
      start: key.slice(0, 4),
      enabled: true,
      createdAt: harness.clock.nowMs(),
    });
  });

  it.each([
    ['prod', 'prod_'],
    ['my_app', 'my_app_'],
    ['sk_', 'sk__'],
  ])('with the prefix %s and always an underscore after it', async (prefix, expected) => {
    const workspace = await harness.newWorkspace();
    const { keyId, key } = await workspace.newKey({ prefix });
    expect(key.slice(0, expected.length)).toBe(expected);
    expect(byteLengthOf(key.slice(expected.length))).toBe(16);
    const shown = await workspace.call('keys.getKey', { keyId });
    expect(shown.body.data.start).toBe(key.slice(0, expected.length + 4));
  });

  it.each([16, 17, 64, 255])('with a key of %i bytes on request', async (byteLength) => {
    const workspace = await harness.newWorkspace();
    const { key } = await workspace.newKey({ byteLength });
    expect(byteLengthOf(key)).toBe(byteLength);
  });

  it('with prefix and length of the API unless the request says otherwise', async () => {
    const workspace = await harness.newWorkspace();
    const apiId = await workspace.newApi();
    await updateApi(harness.deps, apiId, { default_prefix: 'live', default_byte_length: 32 });
    const usual = await workspace.newKey({ apiId });
    expect(usual.key).toMatch(/^live_/);
    expect(byteLengthOf(usual.key.slice('live_'.length))).toBe(32);
    const other = await workspace.newKey({ apiId, prefix: 'test', byteLength: 20 });
    expect(other.key).toMatch(/^test_/);
    expect(byteLengthOf(other.key.slice('test_'.length))).toBe(20);
  });

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['a name', { name: 'Job ☀️' }, { name: 'Job ☀️' }],
    [
      'meta as it was sent',
      { meta: { b: [1, null], a: { c: 1.5 } } },
      { meta: { b: [1, null], a: { c: 1.5 } } },
    ],
    ['no meta for an empty one', { meta: {} }, {}],
    ['meta of 65,535 bytes', { meta: metaOfBytes(65_535) }, { meta: metaOfBytes(65_535) }],
    ['meta of 100 levels', { meta: nestedMeta(100) }, { meta: nestedMeta(100) }],
    ['an expiry', { expires: 4_102_444_800_000 }, { expires: 4_102_444_800_000 }],
    ['that it is disabled', { enabled: false }, { enabled: false }],
    ['no credits', { credits: { remaining: 0 } }, { credits: { remaining: 0 } }],
    ['no limit of credits for null', { credits: { remaining: null } }, {}],
    ['nothing for empty lists', { roles: [], permissions: [], ratelimits: [] }, {}],
    ['its rate limits', { ratelimits: [RATELIMIT] }, { ratelimits: [STORED_RATELIMIT] }],
    ['nothing for recoverable: false', { recoverable: false }, {}],
    [
      'a daily refill',
      { credits: { remaining: 9, refill: { interval: 'daily', amount: 5 } } },
      { credits: { remaining: 9, refill: { interval: 'daily', amount: 5 } } },
    ],
    [
      'a monthly refill on its day',
      { credits: { remaining: 9, refill: { interval: 'monthly', amount: 5, refillDay: 31 } } },
      { credits: { remaining: 9, refill: { interval: 'monthly', amount: 5, refillDay: 31 } } },
    ],
    [
      'a monthly refill on the first without a day',
      { credits: { remaining: 9, refill: { interval: 'monthly', amount: 5 } } },
      { credits: { remaining: 9, refill: { interval: 'monthly', amount: 5, refillDay: 1 } } },
    ],
    [
      'each permission once, ascending',
      { permissions: ['docs.write', 'docs.read', 'docs.write'] },
      { permissions: ['docs.read', 'docs.write'] },
    ],
  ])('with a key that then shows %s', async (_title, fields, shown) => {
    const workspace = await harness.newWorkspace();
    expect(await showNewKey(workspace, fields)).toEqual({ enabled: true, ...shown });
  });

  it('with a key that holds its roles and their permissions, each once', async () => {
    const workspace = await harness.newWorkspace();
    const { deps } = harness;
    await seedRole(deps, { workspaceId: workspace.id, name: 'Reader', slugs: ['docs.read'] });
    await seedRole(deps, { workspaceId: workspace.id, name: 'Auditor', slugs: ['logs.read'] });
    const shown = await showNewKey(workspace, {
      roles: ['Reader', 'Auditor', 'Reader'],
      permissions: ['docs.read', 'docs.write'],
    });
    expect(shown.roles).toEqual(['Auditor', 'Reader']);
    expect(shown.permissions).toEqual(['docs.read', 'docs.write', 'logs.read']);
  });

  it('with a key of the identity that already has this external id', async () => {
    const workspace = await harness.newWorkspace();
    const first = await showNewKey(workspace, { externalId: 'user_42' });
    const second = await showNewKey(workspace, { externalId: 'user_42' });
    const other = await showNewKey(workspace, { externalId: 'User_42' });
    expect(first.identity).toEqual({ id: expect.any(String), externalId: 'user_42' });
    expect(second.identity).toEqual(first.identity);
    expect(other.identity.id).not.toBe(first.identity.id);
  });

  it('with keys of one identity, and of one permission, when many are created at once', async () => {
    const workspace = await harness.newWorkspace();
    const apiId = await workspace.newApi();
    const fields = { apiId, externalId: 'user_42', permissions: ['docs.read', 'docs.write'] };
    const created = await Promise.all(
      Array.from({ length: 8 }, () => workspace.call('keys.createKey', fields)),
    );
    expect(created.every(({ status }) => status === 200)).toBe(true);
    expect(await countRows(harness.deps, workspace.id)).toMatchObject({
      keys: 8,
      identities: 1,
      permissions: 2,
    });
  });

  it('a root key that may create keys of this API', async () => {
    const workspace = await harness.newWorkspace();
    const apiId = await workspace.newApi();
    const limited = await workspace.newRootKey([`api.${apiId}.create_key`]);
    expect((await limited.call('keys.createKey', { apiId })).status).toBe(200);
  });
});

describe('keys.createKey refuses', () => {
  it('a missing, a deleted and a forbidden API with the same answer', async () => {
    const workspace = await harness.newWorkspace();
    const apiId = await workspace.newApi();
    const limited = await workspace.newRootKey(['api.*.read_api', 'api.api_other.create_key']);
    const deletedId = await workspace.newApi();
    await deleteApi(harness.deps, deletedId);
    const answers = [
      await workspace.call('keys.createKey', { apiId: 'api_that_never_was' }),
      await workspace.call('keys.createKey', { apiId: deletedId }),
      await limited.call('keys.createKey', { apiId }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body.error))).size).toBe(1);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a refill of unlimited credits', creditsOf(null, DAILY), 'body.credits.refill'],
    [
      'a daily refill on a day',
      creditsOf(1, { ...DAILY, refillDay: 1 }),
      'body.credits.refill.refillDay',
    ],
    ['more than 65,535 bytes of meta', { meta: metaOfBytes(65_536) }, 'body.meta'],
    ['meta nested deeper than 100 levels', { meta: nestedMeta(101) }, 'body.meta'],
  ])('%s', async (_title, fields, location) => {
    const workspace = await harness.newWorkspace();
    const apiId = await workspace.newApi();
    const { status, body } = await workspace.call('keys.createKey', { ...fields, apiId });
    expect(status).toBe(400);
    expect(body.error.errors).toEqual([expect.objectContaining({ location })]);
  });

  it('a recoverable key while encryption is not set up', async () => {
    const workspace = await harness.newWorkspace();
    const apiId = await workspace.newApi();
    const { status, body } = await workspace.call('keys.createKey', { apiId, recoverable: true });
    expect(status).toBe(412);
    expect(body.error.type).toMatch(/precondition_failed$/);
  });

  it.each<[string, Record<string, unknown>, number, string]>([
    ['names the first role that is missing', { roles: ['Reader', 'Zed', 'Abe'] }, 404, "'Zed'"],
    ['knows roles in their own case only', { roles: ['reader'] }, 404, "'reader'"],
    [
      'a permission that differs in case only',
      { permissions: ['new', 'DOCS.read'] },
      409,
      "'docs.read'",
    ],
    ['two new permissions that differ in case only', { permissions: ['new', 'New'] }, 409, "'new'"],
  ])('%s, and leaves nothing behind', async (_title, fields, expected, detail) => {
    const workspace = await harness.newWorkspace();
    const { deps } = harness;
    const apiId = await workspace.newApi();
    await seedRole(deps, { workspaceId: workspace.id, name: 'Reader', slugs: ['docs.read'] });
    const before = await countRows(deps, workspace.id);
    const everything = { permissions: ['made.up'], externalId: 'user_42', ...fields, apiId };
    const { status, body } = await workspace.call('keys.createKey', everything);
    expect(status).toBe(expected);
    expect(body.error.detail).toContain(detail);
    expect(await countRows(deps, workspace.id)).toEqual(before);
  });
});

describe('keys.createKey has the side effect', () => {
  it('of one audit event for each link and one for the key, under one correlation id', async () => {
    const workspace = await harness.newWorkspace();
    const { deps, clock } = harness;
    const { apiId } = await workspace.newKey({ permissions: ['docs.read'] });
    await seedRole(deps, { workspaceId: workspace.id, name: 'Reader' });
    clock.advance(1);
    const fields = {
      apiId,
      name: 'Job',
      permissions: ['docs.write', 'docs.read'],
      roles: ['Reader'],
    };
    const { body } = await workspace.call('keys.createKey', fields, {
      headers: { 'user-agent': 'curl/8' },
      remoteAddress: '203.0.113.9',
    });
    const trail = await readAuditTrail(deps, workspace.id);
    const events = trail.filter(({ time_ms }) => time_ms === clock.nowMs());
    expect(events.map(({ event, description }) => [event, description])).toEqual([
      ['permission.create', expect.stringMatching(/^Created docs.write \(perm_/)],
      ['authorization.connect_permission_and_key', expect.stringContaining('docs.write')],
      ['authorization.connect_permission_and_key', expect.stringContaining('docs.read')],
      ['authorization.connect_role_and_key', expect.stringContaining('Reader')],
      ['key.create', `Created key ${body.data.keyId}`],
    ]);
    expect(new Set(events.map((event) => event.correlation_id)).size).toBe(1);
    expect(events.at(-1)).toMatchObject({
      actor_type: 'rootkey',
      actor_name: 'Test root key',
      remote_ip: '203.0.113.9',
      user_agent: 'curl/8',
      correlation_id: expect.stringMatching(/^cor_/),
      targets: [
        { type: 'key', id: body.data.keyId },
        { type: 'api', id: apiId, name: 'Weather' },
      ],
    });
  });

  it('of storing the hash of the key, never the key', async () => {
    const workspace = await harness.newWorkspace();
    const { keyId, key } = await workspace.newKey({ prefix: 'prod', name: 'Job' });
    const rows = harness.deps.db.selectFrom('keys').selectAll().where('id', '=', keyId);
    const row = await rows.executeTakeFirstOrThrow();
    expect(row.hash).toBe(createHash('sha256').update(key).digest('base64'));
    const trail = await readAuditTrail(harness.deps, workspace.id);
    expect(JSON.stringify([row, trail])).not.toContain(key);
  });
});

function creditsOf(remaining: number | null, refill: object) {
  return { credits: { remaining, refill } };
}

/** JSON of exactly this many bytes, with characters of two bytes among them. */
function metaOfBytes(bytes: number) {
  return { a: `é${'x'.repeat(bytes - '{"a":"é"}'.length - 1)}` };
}

function nestedMeta(levels: number): object {
  return levels === 0 ? {} : { a: nestedMeta(levels - 1) };
}
