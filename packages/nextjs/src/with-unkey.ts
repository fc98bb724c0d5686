import type { UnkeyError } from '@unlatch/api';
import {
  answerInTime,
  callbackFor,
  createGuard,
  type GuardOptions,
  isPreflight,
  isResponse,
  type Refused,
  readBearer,
  refusal,
  reportFailure,
  responseOf,
  type Valid,
  type Verification,
} from '@unlatch/api/guard';
import type { NextRequest } from 'next/server.js';

/**
 * The value of `req.unkey`: the answer of the service, `{ meta, data }`, and the fields of `data`
 * too. `meta` belongs to the answer; what you stored with the key is `data.meta`.
 */
export type UnkeyContext = Verification;

/** A request whose key was found valid. */
export type NextRequestWithUnkeyContext = NextRequest & { unkey: UnkeyContext };

/**
 * The second argument of a route handler in Next 15 and later, unless yours declares another type.
 */
export interface NextContext {
  params: Promise<Record<string, string | string[]>>;
}

export interface WithUnkeyConfig extends GuardOptions<NextRequest> {
  /**
   * Finds the key in a request. A `Response` is sent unchanged. Default: the token in
   * `Authorization: Bearer <token>`.
   */
  getKey?: ((req: NextRequest) => KeyOrResponse | Promise<KeyOrResponse>) | undefined;
  /**
   * Answers a request whose key is refused. Default: 401, 403 or 429 with a JSON body, also if no
   * response is returned within 10 s, or `NextResponse.next()`.
   */
  handleInvalidKey?:
    | ((req: NextRequest, result: UnkeyContext) => Response | Promise<Response>)
    | undefined;
  /**
   * Answers a request whose key could not be checked. Default: one line on the console, then 503
   * or 500 with a JSON body. The same if no response is returned within 10 s, or
   * `NextResponse.next()`.
   */
  onError?: Handlers['onError'] | undefined;
  /**
   * Answers a CORS preflight, which never carries a key. In middleware, `NextResponse.next()` leaves
   * that to the route. Default: none, so it is refused as a request without a key.
   */
  preflight?: ((req: NextRequest) => Response | Promise<Response>) | undefined;
}

// A method, so that it accepts a handler that expects an APIError, as `@unkey/nextjs` does.
interface Handlers {
  onError(req: NextRequest, error: UnkeyError): Response | Promise<Response>;
}

type KeyOrResponse = string | null | undefined | Response;

type Handler<Context> = (
  req: NextRequest & { unkey: Valid },
  context: Context,
) => Response | Promise<Response>;

/**
 * The second argument from Next. A handler that ignores it fits every route of every version, and a
 * proxy.
 */
type Rest<Actual, Context> = Actual extends (req: NextRequest & { unkey: Valid }) => unknown
  ? [context?: unknown]
  : [context: Context];

/**
 * Lets a request reach the handler if its API key is valid, with the verdict in `req.unkey`. It
 * wraps route handlers and middleware (proxy), in the Node runtime and in the edge runtime. Call it
 * when the module is loaded, not for each request: it makes the client.
 *
 * @example
 * export const GET = withUnkey((req) => Response.json({ keyId: req.unkey.data.keyId }), {
 *   rootKey: process.env.UNLATCH_ROOT_KEY,
 * });
 */
export function withUnkey<
  Context = NextContext,
  Actual extends Handler<Context> = Handler<Context>,
>(
  handler: Handler<Context> & Actual,
  config: WithUnkeyConfig = {},
): (req: NextRequest, ...rest: Rest<Actual, Context>) => Promise<Response> {
  const guard = createGuard(config);
  return async (req, ...rest) => {
    const { preflight } = config;
    if (preflight && isPreflight(req.method, (name) => req.headers.get(name))) {
      const answer = await answerInTime(() => preflight(req));
      if (isResponse(answer)) return answer;
    }
    const key = config.getKey
      ? await config.getKey(req)
      : readBearer(req.headers.get('authorization'));
    if (isResponse(key)) return key;
    const outcome = await guard(key, req);
    if (outcome.kind !== 'valid') return refuse(config, req, outcome);
    const [context] = rest;
    return handler(Object.assign(req, { unkey: outcome.verification }), context);
  };
}

async function refuse(
  config: WithUnkeyConfig,
  req: NextRequest,
  outcome: Refused,
): Promise<Response> {
  const { handleInvalidKey, onError } = config;
  const answer = await responseOf(
    callbackFor(
      outcome,
      handleInvalidKey && ((result) => handleInvalidKey(req, result)),
      onError && ((error) => onError(req, error)),
    ),
  );
  if (answer) return answer;
  if (outcome.kind === 'failed') reportFailure(outcome.error);
  const { status, headers, body } = refusal(outcome);
  return new Response(JSON.stringify(body), { status, headers });
}
