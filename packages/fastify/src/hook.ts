import type { UnkeyError } from '@unlatch/api';
import {
  authorizationOf,
  callbackFor,
  createGuard,
  type Guard,
  type GuardOptions,
  isPreflight,
  type Refused,
  readBearer,
  refusal,
  reportFailure,
  sendInTime,
  toError,
  type Valid,
  type Verification,
} from '@unlatch/api/guard';
import type { FastifyReply, FastifyRequest, onRequestHookHandler } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** The result of `unkey()`; undefined where it does not run. */
    unkey?: Valid;
  }
}

/** The answer of the service, `{ meta, data }`, and the fields of `data` too. */
export type UnkeyContext = Verification;

export interface UnkeyConfig extends GuardOptions<FastifyRequest> {
  /** Finds the key in a request. Default: the token in `Authorization: Bearer <token>`. */
  getKey?: ((request: FastifyRequest) => Key | Promise<Key>) | undefined;
  /**
   * The answer to a request whose key is refused, returned or sent as in a route. Its status is
   * 401, 403 or 429 unless you set another. Default: JSON, also if nothing is returned or sent
   * within 10 s.
   */
  handleInvalidKey?:
    | ((request: FastifyRequest, reply: FastifyReply, result: UnkeyContext) => unknown)
    | undefined;
  /**
   * The answer to a request whose key could not be checked, returned or sent as in a route. Its
   * status is 503 or 500 unless you set another; throw the error to leave it to the app.
   * Default: one line in the log of the request, and JSON, also if nothing is returned or sent
   * within 10 s.
   */
  onError?:
    | ((request: FastifyRequest, reply: FastifyReply, error: UnkeyError) => unknown)
    | undefined;
  /**
   * Whether CORS preflights pass, which never carry a key. Handlers of OPTIONS then run without a
   * verdict. Not needed if `@fastify/cors` is registered first. Default false.
   */
  allowPreflight?: boolean | undefined;
}

type Key = string | null | undefined;

/**
 * A hook, `onRequest` or `preHandler`, that lets a request pass if its API key is valid, and puts
 * the verdict into `request.unkey`.
 *
 * @example
 * app.addHook('onRequest', unkey({ rootKey: process.env.UNLATCH_ROOT_KEY }));
 * app.get('/me', async (request) => ({ keyId: request.unkey?.data.keyId }));
 */
export function unkey(config: UnkeyConfig = {}): onRequestHookHandler {
  const guard = createGuard(config);
  // With a callback, not a promise: when a promise of a hook settles, Fastify goes on to the route
  // unless the answer is complete. A client that leaves before that would have the route run.
  return (request, reply, done) => {
    check(config, guard, request).then(
      (refused) => (refused ? refuse(config, refused, request, reply).catch(fail) : done()),
      fail,
    );
    function fail(reason: unknown): void {
      done(toError(reason));
    }
  };
}

/** Undefined if the request may pass, which then has the verdict. */
async function check(
  config: UnkeyConfig,
  guard: Guard<FastifyRequest>,
  request: FastifyRequest,
): Promise<Refused | undefined> {
  const { allowPreflight, getKey } = config;
  if (allowPreflight && isPreflight(request.method, (name) => request.headers[name])) {
    return undefined;
  }
  const key = getKey ? await getKey(request) : readBearer(authorizationOf(request.raw));
  const outcome = await guard(key, request);
  if (outcome.kind !== 'valid') return outcome;
  request.unkey = outcome.verification;
  return undefined;
}

async function refuse(
  config: UnkeyConfig,
  outcome: Refused,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { handleInvalidKey, onError } = config;
  const { status, headers, body } = refusal(outcome);
  const print = (line: string) => request.log.error(line);
  const sendDefault = () => {
    if (outcome.kind === 'failed') reportFailure(outcome.error, print);
    // A callback may have set another status before its time was over.
    reply.statusCode = status;
    reply.headers(headers).send(body);
  };
  reply.statusCode = status;
  const callback = callbackFor(
    outcome,
    handleInvalidKey && ((result) => handleInvalidKey(request, reply, result)),
    onError && ((error) => onError(request, reply, error)),
  );
  if (!callback) return sendDefault();
  const answer = async () => {
    const value = await callback();
    if (value !== undefined && !reply.sent) reply.send(value);
  };
  return sendInTime({ res: reply.raw, callback: answer, sendDefault, print });
}
