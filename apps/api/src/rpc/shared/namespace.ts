import { type Static, Type } from '@sinclair/typebox';
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
