import type { FastifyRequest } from 'fastify';
import { toError } from '../../lib/to-error.js';
import type { Rpc } from '../../rpc/rpc.js';
import type { BodyRules } from '../requests/json-bodies.js';

/**
 * A body up to this size is read although its caller cannot have the right: the answer then has the
 * same text as for any other caller, with the ids that the request names.
 */
const SMALL_BYTES_MAX = 8192;

/**
 * Refuses a caller that no request could help, before its body is read. It runs after
 * authentication.
 */
export function judgeCaller(callers: Rpc['callers'], rules: BodyRules) {
  return (request: FastifyRequest, _reply: unknown, done: (error?: Error) => void): void => {
    const { caller } = request;
    request.bodyRules = rules;
    try {
      if (caller !== null) {
        callers.judge(caller);
        if (mayBeLarge(request)) callers.judgeAnyIds(caller);
      }
      done();
    } catch (error) {
      done(toError(error));
    }
  };
}

function mayBeLarge({ headers }: FastifyRequest): boolean {
  if (headers['transfer-encoding'] !== undefined) return true;
  return Number(headers['content-length'] ?? 0) > SMALL_BYTES_MAX;
}
