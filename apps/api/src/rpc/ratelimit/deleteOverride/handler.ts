import { deleteOverride as definition } from '@unlatch/contract/operations/ratelimit/deleteOverride';
import { overrideDeleted } from '../../../domain/audit/namespaces.js';
import { namespaceNotFound, overrideNotFound } from '../../../domain/not-found.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { lockLiveNamespace } from '../../../store/rate-limits/namespaces.js';
import { removeOverride } from '../../../store/rate-limits/overrides.js';
import { implement } from '../../implement.js';

export const deleteOverride = implement(definition, async (call, deps, rights) => {
  const { namespace: idOrName, identifier } = call.body;
  const { workspaceId } = call.caller;
  return commitChange(deps, call, async (tx, record) => {
    const namespace = await lockLiveNamespace(tx, { workspaceId, idOrName });
    if (namespace === undefined) throw namespaceNotFound();
    const namespaceId = namespace.id;
    const override = await removeOverride(tx, { workspaceId, namespaceId, identifier });
    // A refusal rolls back. Without an override, only a caller with the right on all may learn so.
    rights.require(call.caller, { namespaceId, overrideId: override?.id ?? '*' });
    if (override === undefined) throw overrideNotFound();
    record.audit(overrideDeleted(override, namespace));
    record.changed({ kind: 'namespace', workspaceId, id: namespaceId, name: namespace.name });
    return {};
  });
});
