import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.js';
import { disableWorkspace, updateRootKey } from '../rows.js';
import { send } from '../seed.js';
import { MADE_UP } from './ids.js';
import { EVERY_OPERATION } from './operations.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

/**
 * The body is not even JSON: a request without good credentials is refused before its body is read.
 */
async function callWith(name: string, authorization: string | undefined) {
  return send(harness.app, {
    method: 'POST',
    url: `/v2/${name}`,
    headers: {
      'content-type': 'application/json',
      ...(authorization === undefined ? {} : { authorization }),
    },
    payload: '{',
  });
}

describe.each(EVERY_OPERATION)('$name refuses', ({ name, request }) => {
  it.each([
    ['no Authorization header', undefined, 'missing'],
    ['an empty one', '', 'missing'],
    ['a blank one', '  ', 'missing'],
    ['another scheme', 'Basic dXNlcjpwYXNz', 'malformed'],
    ['the scheme in lower case', 'bearer unkey_1234', 'malformed'],
    ['a root key without a scheme', 'unkey_1234', 'malformed'],
    ['a scheme without a root key', 'Bearer', 'malformed'],
    ['a scheme with a blank root key', 'Bearer   ', 'malformed'],
    ['an unknown root key', 'Bearer unkey_madeup', 'key_not_found'],
  ])('%s', async (_title, authorization, code) => {
    const { status, body } = await callWith(name, authorization);
    expect(status).toBe(401);
    expect(body.error.type).toMatch(new RegExp(`/unkey/authentication/${code}$`));
  });

  it('a key that is not a root key as if it did not exist', async () => {
    const workspace = await harness.newWorkspace();
    const { key } = await workspace.newKey();
    const ordinary = await callWith(name, `Bearer ${key}`);
    const unknown = await callWith(name, 'Bearer unkey_madeup');
    expect(ordinary.status).toBe(401);
    expect(ordinary.body.error).toEqual(unknown.body.error);
  });

  it.each([
    ['that is deleted', { deleted_at_ms: 1 }, 401, 'authentication/key_not_found'],
    ['that is disabled', { enabled: false }, 403, 'authorization/key_disabled'],
    ['that has expired', { expires_at_ms: 1 }, 403, 'authorization/forbidden'],
  ])('a root key %s, from that moment on', async (_title, set, expected, code) => {
    const { rootKey, call } = await harness.newWorkspace();
    expect((await call(name, request(MADE_UP))).status).not.toBe(expected);
    await updateRootKey(harness.deps, rootKey, set);
    const { status, body } = await callWith(name, `Bearer ${rootKey}`);
    expect(status).toBe(expected);
    expect(body.error.type).toMatch(new RegExp(`/unkey/${code}$`));
  });

  it('a root key of a workspace that is disabled, even if the key is disabled, too', async () => {
    const { id, rootKey } = await harness.newWorkspace();
    await updateRootKey(harness.deps, rootKey, { enabled: false });
    await disableWorkspace(harness.deps, id);
    const { status, body } = await callWith(name, `Bearer ${rootKey}`);
    expect(status).toBe(403);
    expect(body.error.type).toMatch(/workspace_disabled$/);
  });
});

describe('a root key', () => {
  it('is accepted with any number of spaces around it', async () => {
    const { rootKey, call } = await harness.newWorkspace();
    const options = { headers: { authorization: `  Bearer   ${rootKey}  ` } };
    expect((await call('apis.createApi', { name: 'Weather' }, options)).status).toBe(200);
  });

  it('is good up to the millisecond of its expiry, and is then refused with the time of its expiry', async () => {
    const { rootKey, call } = await harness.newWorkspace();
    const { deps, clock } = harness;
    const expiresAtMs = clock.nowMs() + 1000;
    await updateRootKey(deps, rootKey, { expires_at_ms: expiresAtMs });
    clock.advance(1000);
    expect((await call('apis.createApi', { name: 'Weather' })).status).toBe(200);
    clock.advance(1);
    const { status, body } = await call('apis.createApi', { name: 'Weather' });
    expect(status).toBe(403);
    expect(body.error.detail).toContain(new Date(expiresAtMs).toISOString());
  });
});
