import { overrideDeleted } from '../../../domain/audit/namespaces.js';
import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-ratelimit.js';
import { namespaceNotFound, overrideNotFound } from '../../../domain/not-found.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { lockLiveNamespace } from '../../../store/rate-limits/namespaces.js';
import { removeOverride } from '../../../store/rate-limits/overrides.js';
import { implementRpc } from '../../define-rpc.js';
import { definition } from './schema.js';

export const deleteOverride = implementRpc(definition, async (call, deps) => {
  const { namespace: idOrName, identifier } = call.body;
  const { workspaceId } = call.caller;
  return commitChange(deps, call, async (tx, record) => {
    const namespace = await lockLiveNamespace(tx, { workspaceId, idOrName });
    if (namespace === undefined) throw namespaceNotFound();
    const namespaceId = namespace.id;
    authorize(call.caller, requirements.deleteOverride({ namespaceId }));
    const override = await removeOverride(tx, { workspaceId, namespaceId, identifier });
    if (override === undefined) throw overrideNotFound();
    record.audit(overrideDeleted(override, namespace));
    record.changed({ kind: 'namespace', workspaceId, id: namespaceId, name: namespace.name });
    return {};
  });
});
