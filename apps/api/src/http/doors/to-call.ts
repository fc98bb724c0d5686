import { isRepeatable, type Operation } from '@unlatch/contract';
import type { FastifyRequest } from 'fastify';
import { readAddress } from '../../lib/ip-address.js';
import type { Call } from '../../rpc/rpc.js';
import type { Visit } from '../../rpc/visit.js';
import { readCookie } from '../people/cookies.js';
import { readIdempotency } from '../requests/idempotency.js';
import { findNul } from '../requests/violations.js';
import { refuseAny } from './serve-operation.js';

/** `credentialOf`: what the secrets of an Idempotency-Key are derived from. */
export function toCall(
  request: FastifyRequest,
  definition: Operation,
  more: {
    readonly credentialOf: (request: FastifyRequest) => string;
    readonly left: AbortSignal | undefined;
  },
): Call<unknown> {
  const { caller } = request;
  const { left, credentialOf } = more;
  if (caller === null) throw new Error('an operation was reached without authentication');
  const origin = originOf(request);
  const idempotency = isRepeatable(definition)
    ? readIdempotency(request, definition, credentialOf)
    : null;
  const wantsRecord = request.headers['x-unkey-metrics'] !== 'disabled';
  const call = { ...origin, body: request.body, caller, idempotency, wantsRecord };
  return left === undefined ? call : { ...call, left };
}

export function toVisit(request: FastifyRequest): Visit<unknown> {
  const { connection, session, headers } = request;
  if (connection === null) throw new Error('a person was served without a connection');
  const device = readCookie(headers.cookie, 'device', connection);
  return { ...originOf(request), body: request.body, session, device, connection };
}

function originOf(request: FastifyRequest) {
  if (request.mayHoldNul) refuseAny(findNul(request.body));
  return {
    requestId: request.id,
    // What a proxy says may be no address.
    ip: readAddress(request.ip) ?? null,
    userAgent: request.headers['user-agent'] ?? null,
  };
}
