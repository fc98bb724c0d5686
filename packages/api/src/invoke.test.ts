import { inspect } from 'node:util';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import { check, read, useCallHarness, write } from '../test/call-harness.js';
import {
  cut,
  encoded,
  html,
  json,
  problem,
  success,
  unbounded,
  wrongLength,
} from '../test/stub-server.js';
import {
  ConnectionError,
  InternalServerErrorResponse,
  InvalidRequestError,
  ResponseValidationError,
} from './errors.js';
import { createInvoke } from './invoke.js';
import { ANSWER_BYTES_MAX } from './read-body.js';
import { resolveSettings } from './settings.js';

const harness = useCallHarness();

describe('a request', () => {
  test('is a POST of JSON to /v2/<operation> with the root key', async () => {
    const { server, run } = harness();
    server.reply(success({ id: 1 }));
    const { value } = await run(write);
    expect(value).toEqual({ meta: { requestId: 'req_ok' }, data: { id: 1 } });
    expect(server.requests).toMatchObject([
      {
        method: 'POST',
        path: '/v2/keys.createKey',
        body: '{"a":1}',
        headers: {
          authorization: 'Bearer root_key',
          'content-type': 'application/json',
          accept: 'application/json',
          'user-agent': 'unlatch-api/0.0.0-test',
          'idempotency-key': 'random-1',
        },
      },
    ]);
  });

  test('carries an idempotency key when it changes something, and not when it reads or checks', async () => {
    const { server, run } = harness();
    server.reply(success({}));
    await run(read);
    await run(check);
    await run(check, [], { idempotencyKey: 'mine' });
    await run(write, [], { idempotencyKey: 'mine' });
    const keys = server.requests.map(({ headers }) => headers['idempotency-key']);
    expect(keys).toEqual([undefined, undefined, 'mine', 'mine']);
  });

  test('takes headers and address of the call before those of the client', async () => {
    const { server, start } = harness();
    server.reply(success({}));
    const headers = { Authorization: 'Bearer other', 'X-Trace': '7' };
    const { outcome } = await start(
      read,
      { headers, serverURL: `${server.url}/prefix/` },
      { serverURL: 'http://127.0.0.1:1', rootKey: '' },
    );
    await outcome;
    expect(server.requests).toMatchObject([
      {
        path: '/prefix/v2/keys.getKey',
        headers: { authorization: 'Bearer other', 'x-trace': '7' },
      },
    ]);
  });

  test('asks for the root key once per call, not once per attempt', async () => {
    const { server, platform, start } = harness();
    let asked = 0;
    server.reply(problem(500), success({}));
    const { outcome } = await start(read, {}, { rootKey: async () => `root_${++asked}` });
    platform.advance(await platform.nextTimer());
    expect((await outcome).error).toBeUndefined();
    const sent = server.requests.map(({ headers }) => headers.authorization);
    expect(sent).toEqual(['Bearer root_1', 'Bearer root_1']);
  });

  test.each(['Bearer root_key', 'bearer root_key'])(
    'accepts the root key %j with its scheme in front, as @unkey/api does',
    async (rootKey) => {
      const { server, start } = harness();
      server.reply(success({}));
      await (await start(read, {}, { rootKey })).outcome;
      expect(server.requests[0]?.headers.authorization).toBe('Bearer root_key');
    },
  );

  test('does not follow a redirect, which would receive the root key', async () => {
    const { server, run } = harness();
    server.reply((response) => response.writeHead(308, { location: '/elsewhere' }).end());
    const { error } = await run(read);
    expect(error).toMatchObject({ name: 'APIError', status: 308, code: 'http/308' });
    expect(server.requests).toHaveLength(1);
  });
});

describe('a request that cannot be sent', () => {
  test('because there is no root key says what to do', async () => {
    const { start } = harness();
    const { outcome } = await start(read, {}, { rootKey: undefined });
    const { error } = await outcome;
    expect(error).toBeInstanceOf(InvalidRequestError);
    expect(error).toMatchObject({ message: expect.stringContaining('UNLATCH_ROOT_KEY') });
  });

  test('because the root key function fails carries the reason', async () => {
    const { start } = harness();
    const reason = new Error('vault is sealed');
    const { outcome } = await start(read, {}, { rootKey: () => Promise.reject(reason) });
    const { error } = await outcome;
    expect(error).toBeInstanceOf(InvalidRequestError);
    // A code of its own: the request is right, and may succeed when the function does.
    expect(error).toMatchObject({ code: 'client/option_failed', cause: reason });
  });

  test.each([
    ['signal', '{ "signal": {} }', 'client/option_failed'],
    ['timeoutMs', '{ "timeoutMs": -1 }', 'client/invalid_request'],
  ])(
    'because %s has a wrong type is an UnkeyError, which hooks receive too',
    async (_, text, code) => {
      const { server, platform } = harness();
      const onError = vi.fn();
      const client = { rootKey: 'r', serverURL: server.url, hooks: { onError } };
      const invoke = createInvoke(resolveSettings(client, platform), platform);
      // As from a JavaScript program, which no compiler checks.
      const outcome = invoke(read, {}, JSON.parse(text));
      await expect(outcome).rejects.toBeInstanceOf(InvalidRequestError);
      await expect(outcome).rejects.toMatchObject({ code });
      expect(onError).toHaveBeenCalledOnce();
    },
  );

  test('because of a character in the root key does not show the root key', async () => {
    const { start } = harness();
    const { outcome } = await start(read, {}, { rootKey: 'canary\nkey' });
    const { error } = await outcome;
    expect(error).toBeInstanceOf(InvalidRequestError);
    expect(inspect(error, { depth: 9 })).not.toMatch(/canary(\n|\\+n)?key/);
  });

  test('because JSON cannot express it is refused', async () => {
    const { server, platform } = harness();
    const settings = resolveSettings({ rootKey: 'r', serverURL: server.url }, platform);
    const outcome = createInvoke(settings, platform)(write, { expires: 1n });
    await expect(outcome).rejects.toBeInstanceOf(InvalidRequestError);
    expect(server.requests).toHaveLength(0);
  });
});

describe('an answer that cannot be used', () => {
  test.each([
    ['HTML', html(200)],
    ['shorter than it should be', wrongLength],
    ['JSON of another service', json(200, { ok: true })],
    ['a problem with the status of a success', json(200, { meta: { requestId: 'r' }, error: {} })],
  ])('because it is %s is not retried', async (_name, reply) => {
    const { server, run } = harness();
    server.reply(reply);
    const { error } = await run(read);
    expect(error).toBeInstanceOf(ResponseValidationError);
    expect(server.requests).toHaveLength(1);
  });

  test('because it broke off is a connection error', async () => {
    const { server, run } = harness();
    server.reply(cut);
    const { error } = await run(write);
    expect(error).toBeInstanceOf(ConnectionError);
    expect(error).toMatchObject({
      message: expect.stringContaining(`answer of ${server.url} broke off`),
    });
  });
});

describe('an answer that a proxy has changed', () => {
  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
  ])('is read in %s', async (coding, compress) => {
    const { server, run } = harness();
    server.reply(encoded(coding, compress('{"meta":{"requestId":"r"},"data":{"name":"Zoë"}}')));
    expect((await run(read)).value).toMatchObject({ data: { name: 'Zoë' } });
  });

  test.each([
    ['sends without end', unbounded(200)],
    ['announces too much', unbounded(200, ANSWER_BYTES_MAX + 1)],
    ['compresses too much', encoded('gzip', gzipSync(Buffer.alloc(ANSWER_BYTES_MAX + 1, ' ')))],
  ])('is not read further if it %s', async (_what, reply) => {
    const { server, start } = harness();
    server.reply(reply);
    const { outcome } = await start(read);
    expect((await outcome).error).toMatchObject({
      name: 'ResponseValidationError',
      code: 'client/invalid_response',
      message: `the server answered 200 with more than ${ANSWER_BYTES_MAX} bytes`,
      body: '',
    });
    expect(server.requests).toHaveLength(1);
  });

  test('is read from a `fetch` whose answers have a stream of Node, or none', async () => {
    const { start } = harness();
    const text = async () => '{"meta":{"requestId":"r"},"data":{}}';
    for (const body of [{ pipe() {} }, null, undefined]) {
      const answer = { status: 200, statusText: '', headers: new Headers(), text, body };
      // Types forbid such a body, and programs in JavaScript have it.
      const { outcome } = await start(read, {}, { fetch: async () => Object.assign(answer) });
      expect((await outcome).value).toMatchObject({ data: {} });
    }
  });

  test('is an error of its status, and repeated, however large its text is', async () => {
    const { server, run } = harness();
    server.reply(unbounded(503), success({}));
    expect((await run(read, [50])).value).toBeDefined();
    expect(server.requests).toHaveLength(2);
  });
});

describe('hooks', () => {
  test('see every step, without secrets', async () => {
    const { server, platform, start } = harness();
    const events: unknown[] = [];
    const hooks = {
      onRequest: (event: object) => events.push(['request', event]),
      onResponse: (event: object) => events.push(['response', event]),
      onRetry: (event: object) => events.push(['retry', event]),
      onError: (event: object) => events.push(['error', event]),
    };
    server.reply(problem(500), wrongLength);
    const { outcome } = await start(read, { headers: { 'x-secret': 'header_secret' } }, { hooks });
    platform.advance(await platform.nextTimer());
    const { error } = await outcome;

    const operation = 'keys.getKey';
    expect(events).toEqual([
      ['request', { operation, attempt: 1 }],
      ['response', { operation, attempt: 1, status: 500, requestId: 'req_bad', durationMs: 0 }],
      [
        'retry',
        { operation, attempt: 1, waitMs: 50, error: expect.any(InternalServerErrorResponse) },
      ],
      ['request', { operation, attempt: 2 }],
      ['response', { operation, attempt: 2, status: 200, requestId: undefined, durationMs: 0 }],
      ['error', { operation, error, durationMs: 50 }],
    ]);
    expect(inspect(events, { depth: 9 })).not.toMatch(/root_key|header_secret|secret_key/);
  });

  test('that throw or reject do not affect the call', async () => {
    const { server, start } = harness();
    server.reply(success({}));
    const hooks = {
      onRequest: () => {
        throw new Error('broken logger');
      },
      onResponse: async () => {
        throw new Error('broken logger');
      },
    };
    const { outcome } = await start(read, {}, { hooks });
    expect((await outcome).value).toBeDefined();
  });
});
