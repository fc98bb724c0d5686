import { PROBLEMS } from '@unlatch/contract/problems/catalogue';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.js';
import { send } from '../seed.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

describe('a path that nothing serves', () => {
  it.each([
    ['POST', '/v2/keys.madeUp'],
    ['POST', '/v2/keys.createkey'],
    ['POST', '/v2/keys.createKey/'],
    ['POST', '//v2/keys.createKey'],
    ['POST', '/v1/keys.createKey'],
    ['GET', '/'],
    ['GET', '/docs/errors/unkey/data/made_up'],
    ['OPTIONS', '/v2/keys.madeUp'],
    ['DELETE', '/nowhere?x=1'],
  ])('answers 404 in the envelope: %s %s', async (method, url) => {
    const { status, body } = await send(harness.app, { method, url });
    expect(status).toBe(404);
    expect(body.error.type).toMatch(/unknown_route$/);
    expect(body.error.detail).toContain(url.split('?')[0]);
  });

  it('answers 400 in the envelope if it is not even a path', async () => {
    const { status, body } = await send(harness.app, { method: 'GET', url: '/%zz' });
    expect(status).toBe(400);
    expect(body.error.detail).toContain('/%zz');
  });
});

describe('a method that a path does not allow', () => {
  it.each([
    ['GET', '/v2/keys.createKey', 'POST'],
    ['PUT', '/v2/keys.createKey', 'POST'],
    ['OPTIONS', '/v2/keys.verifyKey', 'POST'],
    ['DELETE', '/v2/keys.deleteKey?keyId=key_1', 'POST'],
    ['POST', '/v2/liveness', 'GET, HEAD'],
    ['POST', '/openapi.json', 'GET, HEAD'],
    ['PATCH', '/docs/errors/unkey/data/key_not_found', 'GET, HEAD'],
  ])('answers 405 and says which it allows: %s %s', async (method, url, allow) => {
    const { status, headers, body } = await send(harness.app, { method, url });
    expect(status).toBe(405);
    expect(headers['allow']).toBe(allow);
    expect(body.error.type).toMatch(/method_not_allowed$/);
  });
});

describe('a request that no route takes', () => {
  it.each([
    ['POST', '/v2/keys.madeUp', 404],
    ['PUT', '/v2/keys.createKey', 405],
  ])('has its body left unread: %s %s', async (method, url, expected) => {
    const headers = { 'content-type': 'application/json' };
    const { status } = await send(harness.app, { method, url, headers, payload: '{' });
    expect(status).toBe(expected);
  });
});

describe('an operation', () => {
  it('ignores a query string', async () => {
    const workspace = await harness.newWorkspace();
    const { status } = await workspace.call('apis.createApi?trace=1', { name: 'Weather' });
    expect(status).toBe(200);
  });
});

describe('the request id', () => {
  it.each([
    ['GET', '/v2/liveness', 200],
    ['GET', '/health/live', 200],
    ['GET', '/health/ready', 200],
    ['HEAD', '/v2/liveness', 200],
    ['GET', '/openapi.json', 200],
    ['GET', '/openapi.yaml', 200],
    ['GET', '/reference/', 200],
    ['GET', '/docs/errors/unkey/data/key_not_found', 200],
    ['GET', '/nowhere', 404],
    ['GET', '/%zz', 400],
    ['GET', '/v2/keys.createKey', 405],
    ['POST', '/v2/keys.createKey', 401],
  ])('is in a header of every response: %s %s (%i)', async (method, url, expected) => {
    const first = await send(harness.app, { method, url });
    const second = await send(harness.app, { method, url });
    expect(first.status).toBe(expected);
    expect(first.headers['x-request-id']).not.toBe(second.headers['x-request-id']);
    expect(first.headers['x-content-type-options']).toBe('nosniff');
  });

  it('is never taken from the request', async () => {
    const { call } = await harness.newWorkspace();
    const headers = { 'x-request-id': 'req_0000000000000000' };
    const { body } = await call('apis.createApi', { name: 'Weather' }, { headers });
    expect(body.meta.requestId).not.toBe('req_0000000000000000');
  });
});

describe('the page of a problem', () => {
  it.each(Object.entries(PROBLEMS))('says what %s means and what to do', async (code, problem) => {
    const url = `/docs/errors/${code}`;
    const { status, headers, body } = await send(harness.app, { method: 'GET', url });
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    for (const text of [code, problem.title, String(problem.status)]) expect(body).toContain(text);
    expect(body).toContain(problem.meaning.replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
  });

  it('is where error.type of a response leads, at the address that the client used', async () => {
    const { body } = await send(harness.app, {
      method: 'POST',
      url: '/v2/keys.createKey',
      headers: { host: 'keys.example.com:7070' },
    });
    const type = 'http://keys.example.com:7070/docs/errors/unkey/authentication/missing';
    expect(body.error.type).toBe(type);
    const { pathname } = new URL(type);
    expect((await send(harness.app, { method: 'GET', url: pathname })).status).toBe(200);
  });

  it('is linked below PUBLIC_URL when that is set', async () => {
    const configured = await startHarness({ PUBLIC_URL: 'https://keys.example.com/base/' });
    const answer = await configured.app.inject('/nowhere');
    const path = 'docs/errors/user/bad_request/unknown_route';
    expect(answer.json().error.type).toBe(`https://keys.example.com/base/${path}`);
    await configured.stop();
  });
});
