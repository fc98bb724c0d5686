import { identityUpdated } from '../../../domain/audit/identities.js';
import { identityRateLimitsChanged } from '../../../domain/audit/rate-limits.js';
import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-identities.js';
import { identityNotFound } from '../../../domain/not-found.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { lockLiveIdentity, storeIdentityChange } from '../../../store/identities/identities.js';
import { listRateLimits, replaceRateLimits } from '../../../store/rate-limits/rate-limits.js';
import { implementRpc } from '../../define-rpc.js';
import { presentIdentity } from '../../shared/identity.js';
import { planIdentityChange } from './plan.js';
import { definition } from './schema.js';

export const updateIdentity = implementRpc(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  authorize(caller, requirements.updateIdentity({ workspaceId }));
  const { meta, rateLimits } = planIdentityChange(body);
  const nowMs = deps.clock.nowMs();
  return commitChange(deps, call, async (tx, record) => {
    const identity = await lockLiveIdentity(tx, { workspaceId, identity: body.identity });
    if (identity === undefined) throw identityNotFound();
    const { id, externalId } = identity;
    const owner = { workspaceId, identityId: id };
    await storeIdentityChange(tx, { ...owner, meta, nowMs });
    record.audit(identityUpdated(identity));
    if (rateLimits !== undefined) {
      const changes = await replaceRateLimits(tx, owner, rateLimits, nowMs);
      for (const event of identityRateLimitsChanged(identity, changes)) record.audit(event);
    }
    record.changed({ kind: 'identity', id });
    return presentIdentity({
      id,
      externalId,
      meta: body.meta ?? identity.meta,
      rateLimits: await listRateLimits(tx, owner),
    });
  });
});
