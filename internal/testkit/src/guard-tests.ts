import { once } from 'node:events';
import { createServer, type RequestListener, request as sendRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

/** A request, with its headers as lines. */
export interface GuardRequest {
  readonly method: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

export interface GuardAnswer {
  readonly status: number;
  readonly body: string;
}

/** An adapter, as the tests that all adapters share see it. */
export interface TestedAdapter {
  /**
   * Sends a request to an app that the adapter guards. `config` is what a program in JavaScript may
   * pass, so the types may forbid it. The handler behind the adapter calls `onPass` for a request.
   */
  ask(config: object, request: GuardRequest, onPass: () => void): Promise<GuardAnswer>;
  /** A client of the service that sends with this function. */
  createClient(fetch: () => Promise<Response>): unknown;
  /** What callbacks may return without an answer, besides what no adapter takes for one. */
  noAnswers?: readonly (readonly [what: string, value: unknown])[];
  /** Whether a callback that returns no answer may still send one. */
  callbacksSend?: boolean;
}

const meta = { requestId: 'req_1' };

/** How each callback comes to be called, and the status of the default answer. */
const callbacks = [
  ['handleInvalidKey', 200, { meta, data: { valid: false, code: 'NOT_FOUND' } }, 401],
  ['onError', 403, { meta, error: {} }, 500],
] as const;

const withKey: GuardRequest = { method: 'GET', headers: [['authorization', 'Bearer a_key']] };

/** Tests that no callback lets a request pass, whatever it does. */
export function testThatCallbacksFailClosed(adapter: TestedAdapter): void {
  const onPass = vi.fn();
  beforeEach(() => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
  });
  afterEach(() => {
    expect(onPass).not.toHaveBeenCalled();
    vi.restoreAllMocks();
    vi.useRealTimers();
  });

  describe.each(callbacks)('%s lets no request pass', (name, answer, body, status) => {
    const unkey = adapter.createClient(async () => Response.json(body, { status: answer }));
    const ask = (callback: () => unknown) =>
      adapter.ask({ unkey, [name]: callback }, withKey, onPass);

    /** The status of the answer after 10 s, and that there is none before. */
    async function askForTenSeconds(callback: () => unknown): Promise<number | undefined> {
      vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
      let answered: GuardAnswer | undefined;
      await new Promise<void>((resolve, reject) => {
        const called = () => {
          resolve();
          return callback();
        };
        ask(called).then((given) => {
          answered = given;
        }, reject);
      });
      await vi.advanceTimersByTimeAsync(9_999);
      expect(answered).toBeUndefined();
      await vi.advanceTimersByTimeAsync(1);
      vi.useRealTimers();
      await vi.waitFor(() => expect(answered).toBeDefined());
      expect(JSON.parse(answered?.body ?? '')).toMatchObject({ code: expect.any(String) });
      return answered?.status;
    }

    const values = [['undefined', undefined], ...(adapter.noAnswers ?? [])] as const;
    test.each(values)('when it returns %s', async (_what, value) => {
      for (const callback of [() => value, async () => value]) {
        if (adapter.callbacksSend) {
          expect(await askForTenSeconds(callback)).toBe(status);
          continue;
        }
        const given = await ask(callback);
        expect(given.status).toBe(status);
        expect(JSON.parse(given.body)).toMatchObject({ code: expect.any(String) });
      }
    });

    test('when it never answers: the default answer is sent after 10 s', async () => {
      expect(await askForTenSeconds(() => new Promise(() => {}))).toBe(status);
    });

    test.each([new Error('mine'), undefined, null, false, 0, '', 'route', 'router'])(
      'when it throws, or rejects with, %j',
      async (reason) => {
        const throws = () => {
          throw reason;
        };
        for (const callback of [throws, () => Promise.reject(reason)]) {
          expect((await ask(callback)).status).toBeGreaterThanOrEqual(400);
        }
      },
    );
  });

  test.each([{}, [], ['a_key'], 0, 1, true, { status: 200 }])(
    'getKey lets no request pass with %j',
    async (key) => {
      const [, answer, body] = callbacks[0];
      const unkey = adapter.createClient(async () => Response.json(body, { status: answer }));
      expect((await adapter.ask({ unkey, getKey: () => key }, withKey, onPass)).status).toBe(401);
    },
  );
}

/** Tests which headers contain a key. The service behind the client knows every key. */
export function testWhichHeadersContainKey(adapter: TestedAdapter): void {
  const verdict = { valid: true, code: 'VALID', keyId: 'key_1', enabled: true };
  const unkey = adapter.createClient(async () => Response.json({ meta, data: verdict }));

  async function passes(...lines: string[]): Promise<boolean> {
    const onPass = vi.fn();
    const headers = lines.map((line) => ['authorization', line] as const);
    const { status } = await adapter.ask({ unkey }, { method: 'GET', headers }, onPass);
    expect(status).toBe(onPass.mock.calls.length === 1 ? 200 : 401);
    return status === 200;
  }

  test('Authorization in several lines that say the same counts once', async () => {
    expect(await passes('Bearer a_key')).toBe(true);
    expect(await passes('Bearer a_key', 'Bearer a_key')).toBe(true);
    expect(await passes('Bearer a_key', 'bearer  a_key', 'Bearer a_key')).toBe(true);
  });

  test.each([
    ['two keys', ['Bearer a_key', 'Bearer another']],
    ['two keys in one line', ['Bearer a_key, Bearer another']],
    ['a password in front', ['Basic dXNlcjpwYXNz', 'Bearer a_key']],
    ['a password behind', ['Bearer a_key', 'Basic dXNlcjpwYXNz']],
    ['a space in the key', ['Bearer a key']],
    // As Latin-1 and as UTF-8: Node gives each byte as a character.
    ['a letter that is not ASCII', ['Bearer k\u00e9y']],
    ['a letter in UTF-8', ['Bearer k\u00c3\u00a9y']],
  ] as const)('Authorization with %s contains no key', async (_what, lines) => {
    expect(await passes(...lines)).toBe(false);
  });
}

/** Tests the option that lets CORS preflights pass. They get no verdict. */
export function testThatPreflightsPass(adapter: TestedAdapter, option: object): void {
  const asked = vi.fn(async () => Response.json({}, { status: 500 }));
  const unkey = adapter.createClient(asked);
  const preflight: GuardRequest = {
    method: 'OPTIONS',
    headers: [
      ['origin', 'https://app.example'],
      ['access-control-request-method', 'GET'],
    ],
  };

  async function ask(config: object, request: GuardRequest) {
    const onPass = vi.fn();
    const { status } = await adapter.ask({ unkey, ...config }, request, onPass);
    expect(asked).not.toHaveBeenCalled();
    return { status, hasPassed: onPass.mock.calls.length > 0 };
  }

  test('a preflight is refused by default, and passes with the option', async () => {
    expect(await ask({}, preflight)).toEqual({ status: 401, hasPassed: false });
    expect((await ask(option, preflight)).status).toBeLessThan(300);
  });

  test.each([
    ['another method', { ...preflight, method: 'GET' }],
    ['no origin', { ...preflight, headers: preflight.headers.slice(1) }],
    ['no requested method', { ...preflight, headers: preflight.headers.slice(0, 1) }],
  ])('a request with %s is no preflight, and needs a key', async (_what, request) => {
    expect(await ask(option, request)).toEqual({ status: 401, hasPassed: false });
  });
}

/** Sends a request to a server that is started for it. */
export async function askOverHttp(
  listener: RequestListener,
  { method, headers }: GuardRequest,
): Promise<GuardAnswer> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  try {
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port was given');
    const lines = headers.flat();
    const request = sendRequest({
      host: '127.0.0.1',
      port: address.port,
      method,
      headers: ['host', '127.0.0.1', ...lines],
    }).end();
    const [response] = await once(request, 'response');
    return { status: response.statusCode, body: await text(response) };
  } finally {
    server.close();
    server.closeAllConnections();
  }
}
