import { createIdentity as definition } from '@unlatch/contract/operations/identities/createIdentity';
import { identityAlreadyExists } from '../../../domain/already-exists.js';
import { identityCreated } from '../../../domain/audit/identities.js';
import { identityRateLimitsChanged } from '../../../domain/audit/rate-limits.js';
import { newId } from '../../../lib/ids.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { insertIdentity } from '../../../store/identities/identities.js';
import { replaceRateLimits } from '../../../store/rate-limits/rate-limits.js';
import { implement } from '../../implement.js';
import { readIdentityMeta } from '../../shared/meta.js';
import { readRateLimits } from '../../shared/rate-limit.js';

export const createIdentity = implement(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const { externalId } = body;
  const meta = readIdentityMeta(body.meta ?? {});
  const rateLimits = readRateLimits(body.ratelimits);
  const nowMs = deps.clock.nowMs();
  const identityId = newId('id', nowMs);
  return commitChange(deps, call, async (tx, record) => {
    const inserted = await insertIdentity(tx, {
      workspaceId,
      id: identityId,
      externalId,
      meta,
      nowMs,
    });
    if (!inserted) throw identityAlreadyExists(externalId);
    const identity = { id: identityId, externalId };
    record.audit(identityCreated(identity));
    const owner = { workspaceId, identityId };
    const changes = await replaceRateLimits(tx, owner, rateLimits, nowMs);
    for (const event of identityRateLimitsChanged(identity, changes)) record.audit(event);
    return { identityId };
  });
});
