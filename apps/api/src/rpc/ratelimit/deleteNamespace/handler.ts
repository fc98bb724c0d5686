import { namespaceDeleted, overrideDeleted } from '../../../domain/audit/namespaces.js';
import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-ratelimit.js';
import { namespaceNotFound } from '../../../domain/not-found.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { lockLiveNamespace, markNamespaceDeleted } from '../../../store/rate-limits/namespaces.js';
import { removeOverrides } from '../../../store/rate-limits/overrides.js';
import { implementRpc } from '../../define-rpc.js';
import { definition } from './schema.js';

export const deleteNamespace = implementRpc(definition, async (call, deps) => {
  const { workspaceId } = call.caller;
  return commitChange(deps, call, async (tx, record) => {
    const namespace = await lockLiveNamespace(tx, { workspaceId, idOrName: call.body.namespace });
    if (namespace === undefined) throw namespaceNotFound();
    const namespaceId = namespace.id;
    authorize(call.caller, requirements.deleteNamespace({ namespaceId }));
    const overrides = await removeOverrides(tx, { workspaceId, namespaceId });
    await markNamespaceDeleted(tx, { workspaceId, namespaceId, nowMs: deps.clock.nowMs() });
    for (const override of overrides) record.audit(overrideDeleted(override, namespace));
    record.audit(namespaceDeleted(namespace));
    record.changed({ kind: 'namespace', workspaceId, id: namespaceId, name: namespace.name });
    return {};
  });
});
