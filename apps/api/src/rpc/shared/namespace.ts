import { type Static, Type } from '@sinclair/typebox';
import { Problem } from '../../domain/problems.js';
import { looksLikeNamespaceId } from '../../domain/rate-limit/namespace.js';
import type { Namespace } from '../../store/rate-limits/namespaces.js';
import { closed } from './fields.js';

/** A namespace that must exist already. */
export const NamespaceText = Type.String({
  minLength: 1,
  maxLength: 512,
  description: 'Name or id of the namespace.',
});

export const NamespaceDetails = closed({
  id: Type.String(),
  name: Type.String(),
  createdAt: Type.Integer({ format: 'int64', description: 'Unix time in milliseconds.' }),
});

export function presentNamespace(namespace: Namespace): Static<typeof NamespaceDetails> {
  const { id, name, createdAtMs } = namespace;
  return { id, name, createdAt: createdAtMs };
}

export function namespaceNotFound(): Problem {
  return new Problem(
    'unkey/data/ratelimit_namespace_not_found',
    'This rate-limit namespace does not exist.',
  );
}

export function namespaceGone(name: string): Problem {
  return new Problem(
    'unkey/data/ratelimit_namespace_gone',
    `The rate-limit namespace '${name}' has been deleted. Create it again with ratelimit.createNamespace if it is needed.`,
  );
}

/** A mistyped id must not quietly become a namespace of that name. */
export function refuseUnknownId(idOrName: string): void {
  if (looksLikeNamespaceId(idOrName)) throw namespaceNotFound();
}
