import type { RequestOptions } from '../src/options.js';
import type { FakePlatform } from './fake-platform.js';
import {
  cut,
  empty,
  hang,
  html,
  problem,
  type Reply,
  reset,
  type StubServer,
  trickle,
  unbounded,
  wrongLength,
} from './stub-server.js';

/** A fault of a network or a server, and how the call ends. */
export interface Fault {
  /** The text in the README. */
  what: string;
  /** The waits before further attempts of a read or a change. The back-off is 50, then 100 ms. */
  waitsMs: number[];
  /** The waits of a check, whose back-off is 12.5 ms. */
  checkWaitsMs: number[];
  /** How the waits arise, as in the README. */
  waits: 'back-off' | '`Retry-After` + back-off' | '–';
  error: { name: string; code: string; retryAfterMs?: number };
  arrange: (server: StubServer, platform: FakePlatform) => RequestOptions | Promise<RequestOptions>;
  /** The call ends because its time is over. */
  lastsTooLong?: true;
}

const replies = (reply: Reply) => (server: StubServer) => {
  server.reply(reply);
  return {};
};

const backOff = { waits: 'back-off', waitsMs: [50, 100] } satisfies Partial<Fault>;
const once = { waits: '–', waitsMs: [], checkWaitsMs: [] } satisfies Partial<Fault>;
const unreached = { name: 'ConnectionError', code: 'client/connection_failed' };
const unusable = { name: 'ResponseValidationError', code: 'client/invalid_response' };
const timedOut = { name: 'RequestTimeoutError', code: 'client/timeout' };
const limited = {
  name: 'TooManyRequestsErrorResponse',
  code: 'too_many_requests/workspace_rate_limited',
};
const failed = { name: 'InternalServerErrorResponse', code: 'application/unexpected_error' };
const down = { name: 'ServiceUnavailableErrorResponse', code: 'application/service_unavailable' };

const limit = (retryAfter?: string) =>
  problem(
    429,
    'user/too_many_requests/workspace_rate_limited',
    retryAfter === undefined ? {} : { 'retry-after': retryAfter },
  );
const unavailable = (headers: Record<string, string> = {}) =>
  problem(503, 'unkey/application/service_unavailable', headers);

export const faults: Fault[] = [
  {
    what: 'nothing listens',
    ...backOff,
    checkWaitsMs: [12.5],
    error: unreached,
    arrange: async (server) => {
      await server.close();
      return {};
    },
  },
  {
    what: 'no such host',
    ...backOff,
    checkWaitsMs: [12.5],
    error: unreached,
    // A label of more than 63 characters, which a resolver refuses without a query.
    arrange: () => ({ serverURL: `http://${'a'.repeat(64)}.invalid` }),
  },
  {
    what: 'the connection closes without an answer',
    ...backOff,
    checkWaitsMs: [],
    error: unreached,
    arrange: replies(reset),
  },
  {
    what: 'the answer is shorter than announced',
    ...backOff,
    checkWaitsMs: [],
    error: unreached,
    arrange: replies(cut),
  },
  {
    what: 'no answer in time',
    ...once,
    error: timedOut,
    arrange: replies(hang),
    lastsTooLong: true,
  },
  {
    what: 'an answer that does not end in time',
    ...once,
    error: timedOut,
    arrange: replies(trickle),
    lastsTooLong: true,
  },
  { what: '200 with HTML', ...once, error: unusable, arrange: replies(html(200)) },
  { what: '200 with nothing', ...once, error: unusable, arrange: replies(empty(200)) },
  { what: '200 with a problem', ...once, error: unusable, arrange: replies(problem(200)) },
  {
    what: '200 with more than 32 MiB',
    ...once,
    error: unusable,
    arrange: replies(unbounded(200)),
  },
  { what: '200 with half of the JSON', ...once, error: unusable, arrange: replies(wrongLength) },
  {
    what: '308, a redirect',
    ...once,
    error: { name: 'APIError', code: 'http/308' },
    arrange: replies(empty(308)),
  },
  {
    what: '400, and 4xx in general',
    ...once,
    error: { name: 'BadRequestErrorResponse', code: 'application/invalid_input' },
    arrange: replies(problem(400, 'unkey/application/invalid_input')),
  },
  {
    what: '408',
    ...backOff,
    checkWaitsMs: [],
    error: { name: 'APIError', code: 'bad_request/request_timeout' },
    arrange: replies(problem(408, 'user/bad_request/request_timeout')),
  },
  {
    what: '429',
    ...backOff,
    checkWaitsMs: [12.5],
    error: limited,
    arrange: replies(limit()),
  },
  {
    what: '429, `Retry-After: 1`',
    waits: '`Retry-After` + back-off',
    waitsMs: [1_050, 1_100],
    checkWaitsMs: [1_012.5],
    error: { ...limited, retryAfterMs: 1_000 },
    arrange: replies(limit('1')),
  },
  {
    what: '429, `Retry-After` with a date',
    waits: '`Retry-After` + back-off',
    // The date has passed, but for the back-off, when the answer to the second attempt arrives.
    waitsMs: [1_050, 100],
    checkWaitsMs: [1_012.5],
    error: { ...limited, retryAfterMs: 0 },
    arrange: (server, platform) => {
      server.reply(limit(new Date(platform.nowMs() + 1_000).toUTCString()));
      return {};
    },
  },
  {
    what: '429, `Retry-After` beyond `timeoutMs`',
    ...once,
    error: { ...limited, retryAfterMs: 60_000 },
    arrange: replies(limit('60')),
  },
  {
    what: '500 and other 5xx but 501',
    ...backOff,
    checkWaitsMs: [],
    error: failed,
    arrange: replies(problem(500)),
  },
  {
    what: '502 with HTML',
    ...backOff,
    checkWaitsMs: [],
    error: { name: 'APIError', code: 'http/502' },
    arrange: replies(html(502)),
  },
  {
    what: '503',
    ...backOff,
    checkWaitsMs: [],
    error: down,
    arrange: replies(unavailable()),
  },
  {
    what: '503, `Retry-After: 1`',
    waits: '`Retry-After` + back-off',
    waitsMs: [1_050, 1_100],
    checkWaitsMs: [],
    error: { ...down, retryAfterMs: 1_000 },
    arrange: replies(unavailable({ 'retry-after': '1' })),
  },
];
