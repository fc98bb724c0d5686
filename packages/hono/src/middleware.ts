import type { UnkeyError } from '@unlatch/api';
import {
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
import type { Context, MiddlewareHandler, Next } from 'hono';
import { HTTPException } from 'hono/http-exception';

/**
 * The value of `c.get('unkey')`: the answer of the service, `{ meta, data }`, and the fields of
 * `data` too. `meta` belongs to the answer; what you stored with the key is `data.meta`.
 */
export type UnkeyContext = Verification;

export interface UnkeyConfig extends GuardOptions<Context> {
  /**
   * Finds the key in a request. A `Response` is sent unchanged. Default: the token in
   * `Authorization: Bearer <token>`.
   */
  getKey?: ((c: Context) => KeyOrResponse | Promise<KeyOrResponse>) | undefined;
  /**
   * Answers a request whose key is refused. Default: 401, 403 or 429 with a JSON body, also if no
   * response is returned within 10 s.
   */
  handleInvalidKey?:
    | ((c: Context, result: UnkeyContext) => Response | Promise<Response>)
    | undefined;
  /**
   * Answers a request whose key could not be checked. Default: one line on the console, then an
   * `HTTPException` with the status 503 or 500, whose cause is the error. The same if no response
   * is returned within 10 s.
   */
  onError?: Handlers['onError'] | undefined;
  /**
   * Whether CORS preflights pass, which never carry a key. Handlers of OPTIONS then run without a
   * verdict. Not needed if the middleware `cors()` comes first. Default false.
   */
  allowPreflight?: boolean | undefined;
}

// A method, so that it accepts a handler that expects an APIError, as `@unkey/hono` does.
interface Handlers {
  onError(c: Context, error: UnkeyError): Response | Promise<Response>;
}

type KeyOrResponse = string | null | undefined | Response;

/** Fits every app, and declares its variables to an app that has not declared them. */
type UnkeyMiddleware = MiddlewareHandler & MiddlewareHandler<{ Variables: { unkey: Valid } }>;

/**
 * Lets a request pass if its API key is valid, and puts the verdict into `c.get('unkey')`.
 *
 * @example
 * const app = new Hono<{ Variables: { unkey: UnkeyContext } }>();
 * app.use('/api/*', unkey({ rootKey: process.env.UNLATCH_ROOT_KEY }));
 * app.get('/api/me', (c) => c.json({ keyId: c.get('unkey').data.keyId }));
 */
export function unkey(config: UnkeyConfig = {}): UnkeyMiddleware {
  const guard = createGuard(config);
  return async (c: Context, next: Next) => {
    if (config.allowPreflight && isPreflight(c.req.method, (name) => c.req.header(name))) {
      return next();
    }
    const key = config.getKey ? await config.getKey(c) : readBearer(c.req.header('authorization'));
    if (isResponse(key)) return key;
    const outcome = await guard(key, c);
    if (outcome.kind !== 'valid') return refuse(config, c, outcome);
    c.set('unkey', outcome.verification);
    return next();
  };
}

async function refuse(config: UnkeyConfig, c: Context, outcome: Refused): Promise<Response> {
  const { handleInvalidKey, onError } = config;
  const answer = await responseOf(
    callbackFor(
      outcome,
      handleInvalidKey && ((result) => handleInvalidKey(c, result)),
      onError && ((error) => onError(c, error)),
    ),
  );
  if (answer) return answer;
  const { status, headers, body } = refusal(outcome);
  const response = c.json(body, status, headers);
  if (outcome.kind !== 'failed') return response;
  reportFailure(outcome.error);
  throw new HTTPException(status, { res: response, cause: outcome.error });
}
