import type { FastifyRequest } from 'fastify';
import { IDEMPOTENCY_KEY_LENGTH_MAX } from '../domain/idempotency.js';
import { invalidInput } from '../domain/problems.js';
import { canonicalJson } from '../lib/canonical-json.js';
import { sha256Base64 } from '../lib/sha256.js';
import type { Call } from '../rpc/define-rpc.js';
import { readToken } from './authentication.js';

/** Only called for operations that can be repeated with an Idempotency-Key. */
export function readIdempotency(
  request: FastifyRequest,
  operation: { readonly name: string },
): Call<unknown>['idempotency'] {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return null;
  if (typeof key !== 'string' || key === '' || key.length > IDEMPOTENCY_KEY_LENGTH_MAX) {
    throw invalidInput(
      'headers.idempotency-key',
      `must have 1 to ${IDEMPOTENCY_KEY_LENGTH_MAX} characters`,
    );
  }
  return {
    key,
    rootKey: readToken(request),
    requestDigest: sha256Base64(`${operation.name} ${canonicalJson(request.body)}`),
  };
}
