import { identityDeleted } from '../../../domain/audit/identities.js';
import { identityRateLimitsChanged } from '../../../domain/audit/rate-limits.js';
import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-identities.js';
import { identityNotFound } from '../../../domain/not-found.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { lockLiveIdentity, markIdentityDeleted } from '../../../store/identities/identities.js';
import { replaceRateLimits } from '../../../store/rate-limits/rate-limits.js';
import { implementRpc } from '../../define-rpc.js';
import { definition } from './schema.js';

export const deleteIdentity = implementRpc(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  authorize(caller, requirements.deleteIdentity({ workspaceId }));
  const nowMs = deps.clock.nowMs();
  return commitChange(deps, call, async (tx, record) => {
    const identity = await lockLiveIdentity(tx, { workspaceId, identity: body.identity });
    if (identity === undefined) throw identityNotFound();
    const { id } = identity;
    const owner = { workspaceId, identityId: id };
    await markIdentityDeleted(tx, { ...owner, nowMs });
    record.audit(identityDeleted(identity));
    const changes = await replaceRateLimits(tx, owner, [], nowMs);
    for (const event of identityRateLimitsChanged(identity, changes)) record.audit(event);
    record.changed({ kind: 'identity', id });
    return {};
  });
});
