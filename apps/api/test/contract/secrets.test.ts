import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLog } from '../../src/process/log.js';
import type { Answer } from '../answer.js';
import { type Harness, startHarness } from '../harness.js';
import { dumpRows, formsOf, newMasterKey } from '../master-key.js';
import type { Workspace } from '../seed.js';
import { MADE_UP } from './ids.js';
import { EVERY_OPERATION } from './operations.js';

const MASTER_KEY = newMasterKey('only');

let harness: Harness;
let workspace: Workspace;
const logged: string[] = [];
/** The secrets by kind, each as it was shown to the caller that asked for it. */
let secrets: Readonly<Record<string, string>>;
beforeAll(async () => {
  const log = createLog('trace', { write: (line) => logged.push(line) });
  const requestLog = { API_REQUEST_LOG: 'all', API_REQUEST_LOG_CONTENTS: 'true' };
  harness = await startHarness({ MASTER_KEYS: MASTER_KEY, ...requestLog }, log);
  workspace = await harness.newWorkspace();
  secrets = { ...(await makeSecrets()), 'calling root key': workspace.rootKey };
});
afterAll(() => harness.stop());

/**
 * One secret of each kind that the service makes. Requests have an Idempotency-Key, so that their
 * responses are stored.
 */
async function makeSecrets(): Promise<Record<string, string>> {
  const apiId = await workspace.newApi();
  await workspace.call('apis.updateApi', { apiId, storesRecoverableKeys: true });
  const made = async (name: string, body: object) => {
    const headers = { 'idempotency-key': `${name} ${JSON.stringify(body)}` };
    const first = await workspace.call(name, body, { headers });
    const again = await workspace.call(name, body, { headers });
    expect(again.body.data).toEqual(first.body.data);
    expect(first.body.data.key).toMatch(/\w{16}/);
    return first.body.data;
  };
  const plain = await made('keys.createKey', { apiId, prefix: 'prod' });
  const recoverable = await made('keys.createKey', { apiId, recoverable: true });
  const root = { name: 'Gateway', permissions: ['api.*.verify_key'] };
  const rootKey = await made('rootKeys.createKey', root);
  const { keyId } = recoverable;
  const { keyId: rootKeyId } = rootKey;
  // These leave events, of valid keys and of invalid ones.
  for (const { key } of [plain, recoverable, rootKey])
    await workspace.call('keys.verifyKey', { key });
  await harness.deps.recorder.flush();
  const invited = { email: 'invited@example.com', role: 'analyst' };
  const headers = { 'idempotency-key': 'invite' };
  const invitation = await workspace.call('team.createInvitation', invited, { headers });
  return {
    'invitation token': invitation.body.data.token,
    key: plain.key,
    'rerolled key': (await made('keys.rerollKey', { keyId: plain.keyId, expiration: 0 })).key,
    'recoverable key': recoverable.key,
    'rerolled recoverable key': (await made('keys.rerollKey', { keyId, expiration: 0 })).key,
    'root key': rootKey.key,
    'rerolled root key': (await made('rootKeys.rerollKey', { keyId: rootKeyId, expiration: 0 }))
      .key,
  };
}

/** For thousands of requests, beside other tests. */
const TIMEOUT_MS = 180_000;

/** Which secrets are in a text, in any form. */
function secretsIn(text: string, others: Readonly<Record<string, string>> = {}): string[] {
  const masterKey = Buffer.from(MASTER_KEY.split(':')[1] ?? '', 'base64');
  return Object.entries({ ...secrets, ...others, 'master key': masterKey })
    .filter(([, secret]) => formsOf(secret).some((form) => text.includes(form)))
    .map(([what]) => what);
}

/** Calls every operation with a secret as a name, and as the value of each field in turn. */
async function misplaceEverywhere(caller: Workspace, secret: string): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const { name, request, definition } of EVERY_OPERATION) {
    const changes: unknown[] = [{ [secret]: secret }];
    for (const field of Object.keys(Object(definition.request['properties']))) {
      changes.push({ [field]: secret }, { [field]: [secret] }, { [field]: { name: secret } });
    }
    for (const change of changes) {
      const body = Object.assign(structuredClone(request(MADE_UP)) as object, change);
      answers.push(await caller.call(name, body));
    }
  }
  return answers;
}

describe('no key, root key or master key in the clear', () => {
  it('is in the database', async () => {
    const dump = await dumpRows(harness.deps.db);
    expect(dump).toContain(workspace.id);
    expect(dump).toMatch(new RegExp(`${workspace.id},.*VALID`));
    expect(dump).toMatch(new RegExp(`${workspace.id},.*NOT_FOUND`));
    expect(secretsIn(dump)).toEqual([]);
  });

  it('is in the audit log', async () => {
    const { body } = await workspace.call('auditLogs.listAuditLogs', { events: ['key.create'] });
    expect(body.data.length).toBeGreaterThan(0);
    const all = await workspace.call('auditLogs.listAuditLogs', {});
    expect(secretsIn(JSON.stringify(all.body))).toEqual([]);
  });

  it(
    'is in the log, wherever in a request a caller puts one',
    async () => {
      const careless = await harness.newWorkspace();
      const { key: misplaced } = await careless.newKey();
      const answers = await misplaceEverywhere(careless, misplaced);
      const failed = answers.filter(({ status }) => status >= 400);
      expect(failed.length).toBeGreaterThan(EVERY_OPERATION.length);
      expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
      expect(logged.join('')).toContain('request_failed');
      expect(secretsIn(logged.join(''), { misplaced })).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    'is in the log of requests, wherever in a request a caller puts one',
    async () => {
      const careless = await harness.newWorkspace();
      const { key: misplaced } = await careless.newKey();
      await misplaceEverywhere(careless, misplaced);
      const headers = { 'user-agent': misplaced, 'x-api-key': misplaced, cookie: `a=${misplaced}` };
      await careless.call('apis.listApis', {}, { headers });
      await harness.deps.recorder.flush();
      const { rows } = await sql<{ row: string }>`
      select request::text as row from api_requests as request`.execute(harness.deps.db);
      const dump = rows.map(({ row }) => row).join('\n');
      expect(rows.length).toBeGreaterThan(EVERY_OPERATION.length);
      expect(dump).toContain('[REDACTED]');
      expect(dump).toContain('x-api-key');
      expect(secretsIn(dump, { misplaced })).toEqual([]);
      const shown = await careless.call('analytics.requests', {});
      expect(shown.body.data.length).toBe(100);
      expect(secretsIn(JSON.stringify(shown.body), { misplaced })).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it('is in a response that says what is wrong with a request', async () => {
    const headers = { authorization: `Bearer ${secrets['key']}` };
    const answers = [
      await workspace.call('apis.createApi', { name: 'Weather' }, { headers }),
      await workspace.call('keys.getKey', { keyId: secrets['key'] }),
      await workspace.call('keys.getKey', { keyId: `${secrets['key']}-` }),
      await workspace.call('keys.whoami', { key: `${secrets['key']}-` }),
      await workspace.call('apis.createApi', {}, { payload: `{"name": ${secrets['key']}}` }),
      await workspace.call('rootKeys.getKey', { keyId: secrets['root key'] }),
    ];
    for (const { status, body } of answers) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(secretsIn(JSON.stringify(body))).toEqual([]);
    }
  });

  it('is in what is shown of a key or root key later', async () => {
    const { body: rootKeys } = await workspace.call('rootKeys.listKeys', {});
    const { body: apis } = await workspace.call('apis.listApis', {});
    const { body: keys } = await workspace.call('apis.listKeys', { apiId: apis.data[0].id });
    expect(keys.data).toHaveLength(4);
    expect(secretsIn(JSON.stringify({ rootKeys, keys }))).toEqual([]);
  });
});
