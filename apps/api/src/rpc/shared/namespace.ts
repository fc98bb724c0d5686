import type { Static } from '@sinclair/typebox';
import type { Namespace as NamespaceShape } from '@unlatch/contract/shapes/namespace';
import type { Namespace } from '../../store/rate-limits/namespaces.js';

export function presentNamespace(namespace: Namespace): Static<typeof NamespaceShape> {
  const { id, name, createdAtMs } = namespace;
  return { id, name, createdAt: createdAtMs };
}
