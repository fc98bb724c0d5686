import { createHash } from 'node:crypto';
import { IDEMPOTENCY_KEY_LENGTH_MAX } from '@unlatch/contract';
import type { FastifyRequest } from 'fastify';
import { invalidInput } from '../../domain/problems.js';
import { canonicalJson } from '../../lib/canonical-json.js';
import type { Call } from '../../rpc/rpc.js';
import { readToken } from '../admission/authentication.js';

/** Called only for operations that accept an Idempotency-Key. */
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
    credential: readToken(request),
    requestDigest: digestOf(operation, request.body),
  };
}

/** SHA-256 of operation and body, in base64. The whole text is never in memory at once. */
function digestOf(operation: { readonly name: string }, body: unknown): string {
  const digest = createHash('sha256').update(`${operation.name} `);
  for (const text of canonicalJson(body)) digest.update(text);
  return digest.digest('base64');
}
