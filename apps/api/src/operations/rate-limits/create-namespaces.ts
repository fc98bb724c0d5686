import { namespaceCreated } from '../../domain/audit/namespaces.js';
import { namespaceKey } from '../../engine/caches/caches.js';
import { insertMissingNamespaces } from '../../store/rate-limits/namespaces.js';
import { type ChangeDeps, type ChangeOrigin, commitChange } from '../change/commit-change.js';

/**
 * Makes the namespaces that a rate-limit check names for the first time. Of several checks that do
 * so at once one makes it; when this returns, the namespaces exist whoever made them.
 */
export async function createNamespaces(
  deps: ChangeDeps,
  origin: ChangeOrigin,
  names: readonly string[],
): Promise<void> {
  const { workspaceId } = origin.caller;
  await commitChange(deps, origin, async (tx, record) => {
    const nowMs = deps.clock.nowMs();
    const created = await insertMissingNamespaces(tx, { workspaceId, names, nowMs });
    for (const { id, name } of created) {
      record.audit(namespaceCreated({ id, name }));
      record.changed({ kind: 'namespace', workspaceId, id, name });
    }
  });
  // One that another process has just made may still be remembered here as missing.
  for (const idOrName of names) {
    deps.caches.namespaces.drop(namespaceKey({ workspaceId, idOrName }));
  }
}
