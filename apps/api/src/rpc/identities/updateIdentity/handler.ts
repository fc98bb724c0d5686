import { updateIdentity as definition } from '@unlatch/contract/operations/identities/updateIdentity';
import { identityUpdated } from '../../../domain/audit/identities.js';
import { identityRateLimitsChanged } from '../../../domain/audit/rate-limits.js';
import { identityNotFound } from '../../../domain/not-found.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { lockLiveIdentity, storeIdentityChange } from '../../../store/identities/identities.js';
import { listRateLimits, replaceRateLimits } from '../../../store/rate-limits/rate-limits.js';
import { implement } from '../../implement.js';
import { presentIdentity } from '../../shared/identity.js';
import { planIdentityChange } from './plan.js';

export const updateIdentity = implement(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
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
