import { LABEL_PATTERN, NAME_PATTERN, PROSE_PATTERN } from '@unlatch/contract/shapes/text';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.js';
import type { Workspace } from '../seed.js';
import { textPlaces } from './body-cases.js';
import { EVERY_OPERATION } from './operations.js';

let harness: Harness;
let workspace: Workspace;
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
});
afterAll(() => harness.stop());

/**
 * Texts that may hold any character: data of the caller, and texts that name something which must
 * exist. What is new there is judged by its operation.
 */
const FREE = new Set([
  'cursor',
  'search',
  'keys.hash',
  'keyId',
  'events',
  'key',
  'tags',
  'identifier',
  'identity',
  'role',
  'roles',
  'namespace',
  'migrationId',
  'apiId',
  'permissions',
  'ip',
  'ipAllowList',
  'ratelimits.name',
  'externalId',
  'actorIds',
  'operations',
  'codes',
  'rootKeyIds',
  'targetIds',
  'requestIds',
  'requestId',
  'query',
  'after',
  'timeZone',
  'apiIds',
  'keyIds',
  'externalIds',
  'namespaceIds',
  'identifiers',
]);

describe.each(EVERY_OPERATION)('$name', ({ definition }) => {
  it('says of each text which characters it may have', () => {
    const undecided = textPlaces(definition.request)
      .filter(({ pattern }) => pattern === undefined)
      .map(({ location }) => location.replaceAll(/\[\d+\]/g, '').replace(/^body\.?/, ''))
      .filter((place) => !FREE.has(place));
    expect(undecided).toEqual([]);
  });
});

const INERT = 'Ada Lovelace & Sons, 🚀 crème';
const SHARED = ['line\nbreak', 'return\rcarriage', '\u001b[31mred', '\u0085', '\u2028'];
const HIDING = ['\u202egpj.exe', '\u2067a', 'ad\u200bmin', '\ufeffadmin', '\u2060'];
const JOINED = ['می\u200cخواهم', '👩\u200d🚀'];

describe('a text of the contract', () => {
  it.each([
    ['label', LABEL_PATTERN, [INERT, ...JOINED], [...SHARED, ...HIDING]],
    ['prose', PROSE_PATTERN, [INERT, ...JOINED, 'a\nb', 'a\r\nb\tc'], ['a\rb', ...HIDING]],
    ['name', NAME_PATTERN, [INERT, 'auth0|5f', 'a/b@c+d:e'], [...SHARED, ...HIDING, ...JOINED]],
  ])('of the kind %s takes what people write, and nothing that acts on a screen', (...row) => {
    const [, pattern, taken, refused] = row;
    const matches = new RegExp(pattern, 'u');
    expect(taken.filter((text) => !matches.test(text))).toEqual([]);
    expect(refused.filter((text) => matches.test(text))).toEqual([]);
  });
});

describe('a new slug', () => {
  it.each(['AND', 'or', 'And'])('%s is refused, since no query could ask for it', async (slug) => {
    const apiId = await workspace.newApi();
    const answers = [
      await workspace.call('permissions.createPermission', { name: 'n', slug }),
      await workspace.call('keys.createKey', { apiId, permissions: [slug] }),
      await workspace.call('permissions.createRole', { name: 'r', permissions: [slug] }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
  });

  it.each(['android', 'AND.x', 'or_'])('%s is taken', async (slug) => {
    const answer = await workspace.call('permissions.createPermission', { name: 'n', slug });
    expect(answer.status).toBe(200);
  });
});

describe('the prefix of a key', () => {
  it.each(['unkey', 'unkey_root', 'Unkey_', 'UNKEY_live'])('%s is refused', async (prefix) => {
    const apiId = await workspace.newApi();
    const created = await workspace.call('keys.createKey', { apiId, prefix });
    const changed = await workspace.call('apis.updateApi', { apiId, defaultPrefix: prefix });
    expect([created.status, changed.status]).toEqual([400, 400]);
    expect(created.body.error.errors[0].message).toContain('must not begin as root keys do');
  });

  it.each(['unkeyed', 'my_unkey_'])('%s is taken', async (prefix) => {
    const apiId = await workspace.newApi();
    expect((await workspace.call('keys.createKey', { apiId, prefix })).status).toBe(200);
  });
});

describe('an externalId', () => {
  it.each([
    'auth0|5f7c8ec7c33c6c004bbafe82',
    'ada@example.com',
    'google-oauth2|103547991597142817347',
    'arn:aws:iam::123456789012:user/ada+1',
    'CN=Ada Lovelace,OU=Staff',
    'ünï-学生',
  ])('%s is the same user in every operation', async (externalId) => {
    const own = await harness.newWorkspace();
    const { keyId } = await own.newKey({ externalId });
    const other = await own.newKey();
    const changed = await own.call('keys.updateKey', { keyId: other.keyId, externalId });
    expect(changed.status).toBe(200);
    const again = await own.call('identities.createIdentity', { externalId });
    expect(again.status).toBe(409);
    const read = await own.call('identities.getIdentity', { identity: externalId });
    expect(read.body.data.externalId).toBe(externalId);
    const shown = await own.call('keys.getKey', { keyId });
    expect(shown.body.data.identity.externalId).toBe(externalId);
  });

  it('is refused by every operation if it would act on a screen', async () => {
    const apiId = await workspace.newApi();
    const { keyId } = await workspace.newKey();
    const externalId = 'ada\u202e@example.com';
    const answers = [
      await workspace.call('identities.createIdentity', { externalId }),
      await workspace.call('keys.createKey', { apiId, externalId }),
      await workspace.call('keys.updateKey', { keyId, externalId }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400]);
  });
});

describe('a role', () => {
  it('is the same in every case and Unicode form, but not in another alphabet', async () => {
    const create = (name: string) => workspace.call('permissions.createRole', { name });
    expect((await create('Créé')).status).toBe(200);
    expect((await create('cre\u0301e\u0301')).status).toBe(409);
    expect((await create('ｃｒéé')).status).toBe(409);
    expect((await create('\u0441réé')).status).toBe(200);
  });
});

describe('a namespace', () => {
  const CHECK = { identifier: 'i', limit: 1, duration: 1000 };
  it.each(['sign\nin', 'sign\u200bin', 'cre\u0301e\u0301'])(
    'called %j is created by no operation, and its place is named',
    async (name) => {
      const check = await workspace.call('ratelimit.limit', { ...CHECK, namespace: name });
      const checks = [
        { ...CHECK, namespace: 'plain' },
        { ...CHECK, namespace: name },
      ];
      const both = await workspace.call('ratelimit.multiLimit', checks);
      const created = await workspace.call('ratelimit.createNamespace', { namespace: name });
      const places = [check, both, created].map(({ body }) => body.error.errors[0].location);
      expect(places).toEqual(['body.namespace', 'body[1].namespace', 'body.namespace']);
    },
  );

  it('is created by its name or its namespace, but not by both or neither', async () => {
    const create = async (body: object) =>
      (await workspace.call('ratelimit.createNamespace', body)).status;
    expect(await create({ name: 'one' })).toBe(200);
    expect(await create({ namespace: 'two' })).toBe(200);
    expect(await create({ name: 'three', namespace: 'three' })).toBe(400);
    expect(await create({})).toBe(400);
  });
});

describe('the audit trail', () => {
  it('shows an identifier that would act on a screen as harmless text', async () => {
    const own = await harness.newWorkspace();
    await own.call('ratelimit.createNamespace', { name: 'n' });
    const identifier = '\u001b[2J\u202e*\r\n';
    const set = await own.call('ratelimit.setOverride', {
      namespace: 'n',
      identifier,
      limit: 1,
      duration: 1000,
    });
    expect(set.status).toBe(200);
    const { body } = await own.call('auditLogs.listAuditLogs', {
      events: ['ratelimit.set_override'],
    });
    const [event] = body.data;
    const inert = '\\u{1b}[2J\\u{202e}*\\u{d}\\u{a}';
    expect(event.description).toContain(inert);
    expect(event.targets[0].name).toBe(inert);
  });
});
