import { namespaceCreated } from '../../domain/audit/namespaces.js';
import { authorize } from '../../domain/authorization/authorize.js';
import type { CompiledRight } from '../../domain/authorization/compile-right.js';
import type { Origin } from '../../domain/caller/caller.js';
import { namespaceKey } from '../../engine/caches/caches.js';
import type { NamespaceCreator } from '../../engine/namespaces/ports.js';
import { insertMissingNamespaces } from '../../store/rate-limits/namespaces.js';
import { type ChangeDeps, commitChange } from '../change/commit-change.js';

/** For checks that are the first to name a namespace. */
export function createNamespaceCreator(deps: ChangeDeps, right: CompiledRight): NamespaceCreator {
  return {
    create(origin, names) {
      authorize(right, origin.caller, {});
      return createNamespaces(deps, origin, names);
    },
  };
}

/**
 * Of several checks that create one namespace at once, one does it. When this returns, the
 * namespaces exist, whichever process created them.
 */
async function createNamespaces(
  deps: ChangeDeps,
  origin: Origin,
  names: readonly string[],
): Promise<void> {
  const { workspaceId } = origin.caller;
  await commitChange(deps, { ...origin, idempotency: null }, async (tx, record) => {
    const nowMs = deps.clock.nowMs();
    const created = await insertMissingNamespaces(tx, { workspaceId, names, nowMs });
    for (const { id, name } of created) {
      record.audit(namespaceCreated({ id, name }));
      record.changed({ kind: 'namespace', workspaceId, id, name });
    }
  });
  // This process may still remember a namespace as missing that another one has just created.
  for (const idOrName of names) {
    deps.caches.namespaces.drop(namespaceKey({ workspaceId, idOrName }));
  }
}
