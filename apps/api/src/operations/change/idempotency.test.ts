import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../test/harness.js';
import { readAuditTrail } from '../../../test/rows.js';
import type { Workspace } from '../../../test/seed.js';

let harness: Harness;
let workspace: Workspace;
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
});
afterAll(() => harness.stop());

const DAY_MS = 24 * 60 * 60 * 1000;

const under = (key: string) => ({ headers: { 'idempotency-key': key } });

async function countEvents(event: string): Promise<number> {
  const trail = await readAuditTrail(harness.deps, workspace.id);
  return trail.filter((row) => row.event === event).length;
}

describe('answers', () => {
  it('is carried out once, with one answer, when it arrives twenty times at once', async () => {
    const apiId = await workspace.newApi();
    const before = await countEvents('key.create');
    const calls = Array.from({ length: 20 }, () =>
      workspace.call('keys.createKey', { apiId }, under('twenty at once')),
    );
    const answers = await Promise.all(calls);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body.data))).size).toBe(1);
    expect(new Set(answers.map(({ body }) => body.meta.requestId)).size).toBe(20);
    expect(await countEvents('key.create')).toBe(before + 1);
    const { key } = answers[0]?.body.data ?? {};
    const verified = await workspace.call('keys.verifyKey', { key });
    expect(verified.body.data.code).toBe('VALID');
  });

  it('deletes once, and every repetition gets the answer of the deletion', async () => {
    const { keyId } = await workspace.newKey();
    const calls = Array.from({ length: 20 }, () =>
      workspace.call('keys.deleteKey', { keyId }, under('delete')),
    );
    const answers = await Promise.all(calls);
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    const withoutKey = await workspace.call('keys.deleteKey', { keyId });
    expect(withoutKey.status).toBe(404);
  });

  it('gives the same answer to a client whose connection was cut after the commit', async () => {
    await harness.app.listen({ host: '127.0.0.1', port: 0 });
    const { server } = harness.app;
    server.prependOnceListener('request', (req, res) => {
      res.writeHead = () => {
        req.socket.destroy();
        return res;
      };
    });
    const body = { name: 'Cut off' };
    const before = await countEvents('api.create');
    const cut = request({
      port: (server.address() as AddressInfo).port,
      method: 'POST',
      path: '/v2/apis.createApi',
      headers: {
        authorization: `Bearer ${workspace.rootKey}`,
        'content-type': 'application/json',
        'idempotency-key': 'cut',
      },
    });
    cut.end(JSON.stringify(body));
    await once(cut, 'error');
    expect(await countEvents('api.create')).toBe(before + 1);

    const repeated = await workspace.call('apis.createApi', body, under('cut'));
    expect(repeated.status).toBe(200);
    expect(await countEvents('api.create')).toBe(before + 1);
    const shown = await workspace.call('apis.getApi', { apiId: repeated.body.data.apiId });
    expect(shown.body.data.name).toBe('Cut off');
  });

  it('treats a body with its fields in another order as the same request', async () => {
    const apiId = await workspace.newApi();
    const first = await workspace.call('keys.createKey', { apiId, name: 'a' }, under('order'));
    const second = await workspace.call('keys.createKey', { name: 'a', apiId }, under('order'));
    expect(second.body.data).toEqual(first.body.data);
  });

  it('is carried out again when 24 hours have passed', async () => {
    const first = await workspace.call('apis.createApi', { name: 'Daily' }, under('daily'));
    harness.clock.advance(DAY_MS - 1);
    const sameDay = await workspace.call('apis.createApi', { name: 'Daily' }, under('daily'));
    expect(sameDay.body.data).toEqual(first.body.data);
    harness.clock.advance(1);
    const nextDay = await workspace.call('apis.createApi', { name: 'Another' }, under('daily'));
    expect(nextDay.status).toBe(200);
    expect(nextDay.body.data.apiId).not.toBe(first.body.data.apiId);
    const repeated = await workspace.call('apis.createApi', { name: 'Another' }, under('daily'));
    expect(repeated.body.data).toEqual(nextDay.body.data);
  });

  it('keeps the Idempotency-Keys of different root keys separate', async () => {
    const other = await workspace.newRootKey(['api.*.create_api']);
    const mine = await workspace.call('apis.createApi', { name: 'Mine' }, under('shared'));
    const theirs = await other.call('apis.createApi', { name: 'Theirs' }, under('shared'));
    expect(theirs.status).toBe(200);
    expect(theirs.body.data.apiId).not.toBe(mine.body.data.apiId);
  });

  it('ignores the header where nothing is changed', async () => {
    const apiId = await workspace.newApi();
    const one = await workspace.call('apis.getApi', { apiId }, under('x'.repeat(256)));
    const other = await workspace.call(
      'apis.getApi',
      { apiId: 'api_none' },
      under('x'.repeat(256)),
    );
    expect([one.status, other.status]).toEqual([200, 404]);
  });
});

describe('refuses', () => {
  it('another body under the same key', async () => {
    await workspace.call('apis.createApi', { name: 'First' }, under('reused'));
    const { status, body } = await workspace.call(
      'apis.createApi',
      { name: 'Second' },
      under('reused'),
    );
    expect(status).toBe(409);
    expect(body.error.type).toMatch(/user\/bad_request\/idempotency_key_reused$/);
  });

  it('another operation under the same key', async () => {
    const { keyId } = await workspace.newKey();
    await workspace.call('apis.createApi', { name: 'First' }, under('other operation'));
    const answer = await workspace.call('keys.deleteKey', { keyId }, under('other operation'));
    expect(answer.status).toBe(409);
  });

  it.each(['', 'x'.repeat(256)])('a key with no or too many characters', async (key) => {
    const { status, body } = await workspace.call('apis.createApi', { name: 'Api' }, under(key));
    expect(status).toBe(400);
    expect(body.error.errors).toEqual([
      { location: 'headers.idempotency-key', message: 'must have 1 to 255 characters' },
    ]);
  });
});

describe('side effects', () => {
  it('stores nothing of a request that failed, so that it can be repeated', async () => {
    const rootKey = await workspace.newRootKey(['api.*.create_api', 'api.*.create_key']);
    const key = under('failed');
    const missing = await rootKey.call('keys.createKey', { apiId: 'api_none' }, key);
    expect(missing.status).toBe(404);
    const apiId = await workspace.newApi();
    const roles = ['not there'];
    const refused = await rootKey.call('keys.createKey', { apiId, roles }, key);
    expect(refused.status).toBe(404);
    const repeated = await rootKey.call('keys.createKey', { apiId }, key);
    expect(repeated.status).toBe(200);
  });

  it('leaves neither the new key nor anything of the request readable in the database', async () => {
    const { body } = await workspace.call(
      'keys.createKey',
      { apiId: await workspace.newApi(), name: 'Confidential' },
      under('telling-name'),
    );
    const { rows } = await sql<{ row: string }>`
      select concat_ws(' ', key_hash, request_hash, encode(answer, 'escape')) as row
      from idempotent_answers`.execute(harness.deps.db);
    const dump = rows.map(({ row }) => row).join('\n');
    expect(rows.length).toBeGreaterThan(0);
    for (const secret of [body.data.key, body.data.keyId, 'Confidential', 'telling-name']) {
      expect(dump).not.toContain(secret);
    }
  });
});
