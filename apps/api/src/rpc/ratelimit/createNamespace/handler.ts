import type { Static } from '@sinclair/typebox';
import { createNamespace as definition } from '@unlatch/contract/operations/ratelimit/createNamespace';
import { namespaceAlreadyExists } from '../../../domain/already-exists.js';
import { namespaceCreated } from '../../../domain/audit/namespaces.js';
import { invalidInput } from '../../../domain/problems.js';
import { looksLikeNamespaceId, refuseNamespaceName } from '../../../domain/rate-limit/namespace.js';
import { newId } from '../../../lib/ids.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { insertNamespace, removeDeletedNamespace } from '../../../store/rate-limits/namespaces.js';
import { implement } from '../../implement.js';

/**
 * A new namespace under a new id replaces a deleted one of this name. Counters and grants name the
 * id, so nothing of the old namespace returns.
 */
export const createNamespace = implement(definition, async (call, deps) => {
  const { workspaceId } = call.caller;
  const { name, location } = nameIn(call.body);
  if (looksLikeNamespaceId(name)) {
    throw invalidInput(location, 'must not begin like an id', 'Choose a name without rlns_.');
  }
  refuseNamespaceName(name, location);
  return commitChange(deps, call, async (tx, record) => {
    const nowMs = deps.clock.nowMs();
    const id = newId('rlns', nowMs);
    const deletedId = await removeDeletedNamespace(tx, { workspaceId, name });
    const inserted = await insertNamespace(tx, { workspaceId, id, name, nowMs });
    if (!inserted) throw namespaceAlreadyExists(name);
    record.audit(namespaceCreated({ id, name }));
    // No cache can have the new id yet, but one may remember the deleted namespace.
    record.changed({ kind: 'namespace', workspaceId, id: deletedId ?? id, name });
    return { namespaceId: id };
  });
});

function nameIn({ name, namespace }: Static<typeof definition.request>) {
  return name === undefined
    ? { name: namespace, location: 'body.namespace' }
    : { name, location: 'body.name' };
}
