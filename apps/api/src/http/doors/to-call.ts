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
  refuseNul(request);
  const idempotency = isRepeatable(definition)
    ? readIdempotency(request, definition, credentialOf)
    : null;
  // Written out: to spread a part of it took a tenth of the time of a verification.
  const call = {
    requestId: request.id,
    body: request.body,
    caller,
    ip: ipOf(request),
    userAgent: userAgentOf(request),
    idempotency,
    wantsRecord: request.headers['x-unkey-metrics'] !== 'disabled',
  };
  return left === undefined ? call : { ...call, left };
}

export function toVisit(request: FastifyRequest): Visit<unknown> {
  const { connection, session, headers } = request;
  if (connection === null) throw new Error('a person was served without a connection');
  const device = readCookie(headers.cookie, 'device', connection);
  refuseNul(request);
  const origin = { requestId: request.id, ip: ipOf(request), userAgent: userAgentOf(request) };
  return { ...origin, body: request.body, session, device, connection };
}

function refuseNul(request: FastifyRequest): void {
  if (request.mayHoldNul) refuseAny(findNul(request.body));
}

/** What a proxy says may be no address. */
function ipOf(request: FastifyRequest): string | null {
  return readAddress(request.ip) ?? null;
}

function userAgentOf({ headers }: FastifyRequest): string | null {
  return headers['user-agent'] ?? null;
}
