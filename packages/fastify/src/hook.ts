import type { UnkeyError } from '@unlatch/api';
import {
  createGuard,
  type GuardOptions,
  type Refused,
  readBearer,
  refusal,
  reportFailure,
  type Valid,
  type Verification,
} from '@unlatch/api/guard';
import type { FastifyReply, FastifyRequest, onRequestAsyncHookHandler } from 'fastify';

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
   * 401, 403 or 429 unless you set another. Default: JSON.
   */
  handleInvalidKey?:
    | ((request: FastifyRequest, reply: FastifyReply, result: UnkeyContext) => unknown)
    | undefined;
  /**
   * The answer to a request whose key could not be checked, returned or sent as in a route. Its
   * status is 503 or 500 unless you set another; throw the error to leave it to the app.
   * Default: one line in the log of the request, and JSON.
   */
  onError?:
    | ((request: FastifyRequest, reply: FastifyReply, error: UnkeyError) => unknown)
    | undefined;
}

type Key = string | null | undefined;

/**
 * A hook, `onRequest` or `preHandler`, that lets a request pass if its API key is valid, and puts
 * the verdict into `request.unkey`.
 *
 * @example
 * app.addHook('onRequest', unkey({ rootKey: process.env.UNKEY_ROOT_KEY }));
 * app.get('/me', async (request) => ({ keyId: request.unkey?.data.keyId }));
 */
export function unkey(config: UnkeyConfig = {}): onRequestAsyncHookHandler {
  const guard = createGuard(config);
  return async (request, reply) => {
    const { getKey } = config;
    const key = getKey ? await getKey(request) : readBearer(request.headers.authorization);
    const outcome = await guard(key, request);
    if (outcome.kind !== 'valid') return refuse(config, outcome, request, reply);
    request.unkey = outcome.verification;
    return undefined;
  };
}

/** A hook that ends without an answer lets the request pass, so every path here sends one. */
async function refuse(
  config: UnkeyConfig,
  outcome: Refused,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { handleInvalidKey, onError } = config;
  const { status, headers, body } = refusal(outcome);
  reply.statusCode = status;
  if (outcome.kind === 'invalid' && handleInvalidKey) {
    const answer = await handleInvalidKey(request, reply, outcome.verification);
    return reply.sent ? reply : reply.send(answer);
  }
  if (outcome.kind === 'failed' && onError) {
    const answer = await onError(request, reply, outcome.error);
    return reply.sent ? reply : reply.send(answer);
  }
  if (outcome.kind === 'failed') {
    reportFailure(outcome.error, (line) => request.log.error(line));
  }
  return reply.headers(headers).send(body);
}
