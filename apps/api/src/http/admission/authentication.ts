import type { FastifyRequest } from 'fastify';
import type { Caller, RootKeyCaller } from '../../domain/caller/caller.js';
import { Problem } from '../../domain/problems.js';
import type { Caches, RootKeySnapshot } from '../../engine/caches/caches.js';
import type { RootKeyUses } from '../../engine/root-keys/root-key-uses.js';
import type { Clock } from '../../lib/clock/clock.js';
import { sha256Base64 } from '../../lib/crypto/sha256.js';
import { toError } from '../../lib/to-error.js';
import { failInTurn } from './admission.js';
import type { Admission } from './create-admission.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by authentication, before the body is read. `null` on routes that need no key. */
    caller: Caller | null;
  }
}

interface AuthenticationDeps extends Admission {
  readonly caches: Caches;
  readonly clock: Clock;
  readonly rootKeyUses: RootKeyUses;
}

const SCHEME = 'Bearer ';

/**
 * Runs before the body is read, so a request without a valid root key never makes this process
 * parse anything. Written with a callback: a root key that is in memory needs no wait for the event
 * loop.
 */
export function authenticate(deps: AuthenticationDeps) {
  const { caches, clock, rootKeyUses, traffic } = deps;
  return (request: FastifyRequest, _reply: unknown, done: (error?: Error) => void): void => {
    const admit = (rootKey: RootKeySnapshot | null) => {
      const nowMs = clock.nowMs();
      const known = requireUsable(rootKey, nowMs);
      rootKeyUses.note(known.use, nowMs);
      request.caller = toCaller(known);
    };
    try {
      const rootKey = caches.rootKeys.get(sha256Base64(readToken(request)));
      if (rootKey instanceof Promise) {
        traffic
          .awaited(rootKey)
          .then(admit)
          .then(
            () => done(),
            (reason: unknown) => failInTurn(deps, () => done(toError(reason))),
          );
      } else {
        admit(rootKey);
        done();
      }
    } catch (error) {
      failInTurn(deps, () => done(toError(error)));
    }
  };
}

/** `expected` names what the request should carry, for the text of a refusal. */
export function readToken(request: FastifyRequest, expected = 'ROOT_KEY'): string {
  const header = request.headers.authorization?.trim();
  if (!header) {
    throw new Problem(
      'unkey/authentication/missing',
      `The Authorization header is missing. Send Authorization: Bearer ${expected}.`,
    );
  }
  const token = header.startsWith(SCHEME) ? header.slice(SCHEME.length).trim() : '';
  if (token === '') {
    throw new Problem(
      'unkey/authentication/malformed',
      `The Authorization header must have the form 'Bearer ${expected}'; the prefix 'Bearer ' and the key are needed.`,
    );
  }
  return token;
}

function requireUsable(rootKey: RootKeySnapshot | null, nowMs: number): RootKeySnapshot {
  if (rootKey === null) {
    throw new Problem('unkey/authentication/key_not_found', 'This root key is not known.');
  }
  if (!rootKey.workspaceEnabled) {
    throw new Problem(
      'unkey/authorization/workspace_disabled',
      'The workspace of this root key is disabled.',
    );
  }
  if (!rootKey.enabled) {
    throw new Problem('unkey/authorization/key_disabled', 'This root key is disabled.');
  }
  if (rootKey.expiresAtMs !== null && nowMs > rootKey.expiresAtMs) {
    const expiry = new Date(rootKey.expiresAtMs).toISOString();
    throw new Problem('unkey/authorization/forbidden', `This root key expired at ${expiry}.`);
  }
  return rootKey;
}

function toCaller(rootKey: RootKeySnapshot): RootKeyCaller {
  return {
    kind: 'rootKey',
    workspaceId: rootKey.workspaceId,
    id: rootKey.id,
    name: rootKey.name ?? 'root key',
    grants: rootKey.grants,
    expiresAtMs: rootKey.expiresAtMs,
    workspaceRequestsPerMinute: rootKey.workspaceRequestsPerMinute,
    strictRights: rootKey.strictRights,
  };
}
