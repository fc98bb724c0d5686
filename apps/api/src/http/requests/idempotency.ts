import { createHash } from 'node:crypto';
import { IDEMPOTENCY_KEY_LENGTH_MAX } from '@unlatch/contract';
import type { FastifyRequest } from 'fastify';
import { invalidInput } from '../../domain/problems.js';
import { canonicalJson } from '../../lib/canonical-json.js';
import { eachInTurns } from '../../lib/in-turns.js';
import type { Call } from '../../rpc/rpc.js';

/** Called only for operations that accept an Idempotency-Key. */
export function readIdempotency(
  request: FastifyRequest,
  operation: { readonly name: string },
  credentialOf: (request: FastifyRequest) => string,
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
    credential: credentialOf(request),
    requestDigest: request.bodyDigest ?? digestOf(operation, request.body),
  };
}

declare module 'fastify' {
  interface FastifyRequest {
    /** What `digestBulkBody` has computed, if it had to. */
    bodyDigest: string | null;
  }
}

/** A hook after validation, for operations with large bodies: computes the digest in slices. */
export function digestBulkBody(operation: { readonly name: string }) {
  return async (request: FastifyRequest): Promise<void> => {
    if (request.headers['idempotency-key'] === undefined) return;
    const digest = startDigest(operation);
    await eachInTurns(canonicalJson(request.body), (text) => digest.update(text));
    request.bodyDigest = digest.digest('base64');
  };
}

/** SHA-256 of operation and body, in base64. The whole text is never in memory at once. */
function digestOf(operation: { readonly name: string }, body: unknown): string {
  const digest = startDigest(operation);
  for (const text of canonicalJson(body)) digest.update(text);
  return digest.digest('base64');
}

function startDigest({ name }: { readonly name: string }) {
  return createHash('sha256').update(`${name} `);
}
