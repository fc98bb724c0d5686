import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { RPCS } from '../../src/rpc/index.js';
import { type Harness, startHarness } from '../harness.js';
import type { RootKey, Workspace } from '../seed.js';

let harness: Harness;
let workspace: Workspace;
let nothing: RootKey;
beforeAll(async () => {
  harness = await startHarness();
  workspace = await harness.newWorkspace();
  nothing = await workspace.newRootKey([]);
  await harness.app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => harness.stop());

/** The answer to the headers of a request, of whose body nothing is sent. */
async function answerToHeaders(name: string, rootKey: string, length: string): Promise<string> {
  const address = harness.app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const socket = connect({ host: '127.0.0.1', port });
  onTestFinished(() => void socket.destroy());
  socket.write(
    [
      `POST /v2/${name} HTTP/1.1`,
      'host: x',
      `authorization: Bearer ${rootKey}`,
      'content-type: application/json',
      length,
      '\r\n',
    ].join('\r\n'),
  );
  const [answer] = await once(socket, 'data');
  return String(answer);
}

describe('a caller without any right', () => {
  it('is refused a right that needs no id before its body is read, with the usual text', async () => {
    for (const length of ['content-length: 10', 'transfer-encoding: chunked']) {
      const answer = await answerToHeaders('apis.createApi', nothing.rootKey, length);
      expect(answer).toMatch(/^HTTP\/1\.1 403 /);
      expect(answer).toContain('Missing one of these permissions: api.*.create_api or unkey:v1:');
    }
    const { status, body } = await nothing.call('apis.createApi', 'no object');
    expect(status).toBe(403);
    expect(body.error.detail).toMatch(/^Missing one of these permissions: api\.\*\.create_api or /);
  });

  it('is refused a list of which it may see no row before its body is read', async () => {
    const answer = await answerToHeaders('apis.listApis', nothing.rootKey, 'content-length: 10');
    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
    expect(answer).toContain("Missing permission: 'api.*.read_api'");
  });

  it('gets the ids that it named, if its body is small', async () => {
    const { status, body } = await nothing.call('apis.getApi', { apiId: 'api_12345678' });
    expect(status).toBe(403);
    const missing = 'api.*.read_api or api.api_12345678.read_api';
    expect(body.error.detail).toBe(`Missing one of these permissions: ${missing}`);
  });

  // `ratelimit.multiLimit` asks for a right on each of several ids, and `identities.listIdentities`
  // for one on each row: both are met where there is none. `rootKeys.listKeys` refuses no caller.
  const open = new Set(['ratelimit.multiLimit', 'identities.listIdentities', 'rootKeys.listKeys']);
  const names = RPCS.map(({ definition }) => definition)
    .filter(({ name }) => !open.has(name))
    .map(({ name }) => name);
  it.each(names)('is refused a large body before it is read: %s', async (name) => {
    for (const length of ['content-length: 8193', 'transfer-encoding: chunked']) {
      const answer = await answerToHeaders(name, nothing.rootKey, length);
      expect(answer).toMatch(/^HTTP\/1\.1 403 /);
      expect(answer).toMatch(/Missing (permission|one of these permissions): /);
    }
  });
});

it('a caller with the right on one thing is read, however large its body is', async () => {
  const apiId = await workspace.newApi();
  const { call } = await workspace.newRootKey([`api.${apiId}.create_key`]);
  const padding = ' '.repeat(100_000);
  const own = await call('keys.createKey', undefined, {
    payload: `{"apiId":"${apiId}"}${padding}`,
  });
  expect(own.status).toBe(200);
  const other = await call('keys.createKey', undefined, {
    payload: `{"apiId":"api_12345678"}${padding}`,
  });
  expect(other.status).toBe(404);
});
