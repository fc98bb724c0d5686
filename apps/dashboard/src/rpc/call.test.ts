import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, confirmWith, setCsrfToken, whenLoggedOut } from './call.js';

/** What the page sent, and what it gets. The network is not ours. */
interface Sent {
  readonly url: string;
  readonly headers: Headers;
  readonly body: unknown;
}

const realFetch = globalThis.fetch;
let sent: Sent[];
let answers: (() => Response)[];

beforeEach(() => {
  sent = [];
  answers = [];
  globalThis.fetch = async (url, init) => {
    const body: unknown = JSON.parse(typeof init?.body === 'string' ? init.body : '');
    sent.push({
      url: url instanceof Request ? url.url : url.toString(),
      headers: new Headers(init?.headers),
      body,
    });
    const next = answers.shift();
    if (next === undefined) throw new TypeError('Failed to fetch');
    return next();
  };
});
afterEach(() => {
  globalThis.fetch = realFetch;
  setCsrfToken(undefined);
  whenLoggedOut(() => undefined);
  confirmWith(async () => false);
});

const ok = (data: unknown, pagination?: unknown) => () =>
  new Response(JSON.stringify({ meta: {}, data, pagination }), { status: 200 });
const refused = (status: number, code: string) => () =>
  new Response(
    JSON.stringify({
      meta: { requestId: 'req_1' },
      error: { title: 'Refused', detail: 'Refused.', status, type: `/docs/errors/${code}` },
    }),
    { status },
  );

describe('a call', () => {
  it('goes to the door of the web app, with its proof and its workspace', async () => {
    setCsrfToken('proof');
    answers.push(ok({ apiId: 'api_1' }));
    const options = { workspaceId: 'ws_1', idempotencyKey: 'once' };
    expect(await call('apis.createApi', { name: 'Weather' }, options)).toEqual({ apiId: 'api_1' });
    expect(sent[0]?.url).toBe('/ui/rpc/apis.createApi');
    expect(sent[0]?.body).toEqual({ name: 'Weather' });
    expect(Object.fromEntries(sent[0]?.headers ?? [])).toEqual({
      accept: 'application/json',
      'content-type': 'application/json',
      'idempotency-key': 'once',
      'x-csrf': 'proof',
      'x-unlatch-workspace': 'ws_1',
    });
  });

  it('gives the items of a list with their cursor and total', async () => {
    const total = { count: 12, isExact: true };
    answers.push(ok([{ id: 'api_1' }], { hasMore: true, cursor: 'next', total }));
    const page = await call('apis.listApis', {});
    expect(page).toEqual({ items: [{ id: 'api_1' }], cursor: 'next', total });
  });

  it('fails with the problem of the service', async () => {
    answers.push(refused(404, 'unkey/data/api_not_found'));
    const failed = call('apis.getApi', { apiId: 'api_1' });
    await expect(failed).rejects.toMatchObject({ status: 404, code: 'unkey/data/api_not_found' });
  });

  it('tells the app that the session has ended', async () => {
    let ended = 0;
    whenLoggedOut(() => {
      ended += 1;
    });
    answers.push(refused(401, 'unlatch/session/missing'));
    await expect(call('apis.listApis', {})).rejects.toThrow();
    expect(ended).toBe(1);
    answers.push(refused(401, 'unlatch/session/wrong_credentials'));
    const wrong = call('login.withPassword', { email: 'owner@example.com', password: 'wrong' });
    await expect(wrong).rejects.toThrow();
    expect(ended).toBe(1);
  });

  it('asks for the identity before a dangerous act, and then is the same call again', async () => {
    answers.push(refused(403, 'unlatch/session/step_up_needed'), ok({}));
    confirmWith(async () => {
      setCsrfToken('of the new session');
      return true;
    });
    await call('apis.deleteApi', { apiId: 'api_1' }, { idempotencyKey: 'once' });
    expect(sent.map(({ headers }) => headers.get('idempotency-key'))).toEqual(['once', 'once']);
    expect(sent[1]?.headers.get('x-csrf')).toBe('of the new session');
  });

  it('stays refused if the person does not confirm, and asks once only', async () => {
    const code = 'unlatch/session/step_up_needed';
    answers.push(refused(403, code));
    await expect(call('apis.deleteApi', { apiId: 'api_1' })).rejects.toMatchObject({ code });
    confirmWith(async () => true);
    answers.push(refused(403, code), refused(403, code));
    await expect(call('apis.deleteApi', { apiId: 'api_1' })).rejects.toMatchObject({ code });
    expect(sent).toHaveLength(3);
  });

  it('without an answer says so', async () => {
    await expect(call('apis.listApis', {})).rejects.toMatchObject({ status: 0 });
  });

  it('that was given up is no problem', async () => {
    const given = AbortSignal.abort();
    await expect(call('apis.listApis', {}, { signal: given })).rejects.toBeInstanceOf(TypeError);
  });
});
