import { deleteNamespace as definition } from '@unlatch/contract/operations/ratelimit/deleteNamespace';
import { namespaceDeleted, overrideDeleted } from '../../../domain/audit/namespaces.js';
import { namespaceNotFound } from '../../../domain/not-found.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { lockLiveNamespace, markNamespaceDeleted } from '../../../store/rate-limits/namespaces.js';
import { removeOverrides } from '../../../store/rate-limits/overrides.js';
import { implement } from '../../implement.js';

export const deleteNamespace = implement(definition, async (call, deps, rights) => {
  const { workspaceId } = call.caller;
  return commitChange(deps, call, async (tx, record) => {
    const namespace = await lockLiveNamespace(tx, { workspaceId, idOrName: call.body.namespace });
    if (namespace === undefined) throw namespaceNotFound();
    const namespaceId = namespace.id;
    rights.require(call.caller, { namespaceId });
    const overrides = await removeOverrides(tx, { workspaceId, namespaceId });
    await markNamespaceDeleted(tx, { workspaceId, namespaceId, nowMs: deps.clock.nowMs() });
    for (const override of overrides) record.audit(overrideDeleted(override, namespace));
    record.audit(namespaceDeleted(namespace));
    record.changed({ kind: 'namespace', workspaceId, id: namespaceId, name: namespace.name });
    return {};
  });
});
