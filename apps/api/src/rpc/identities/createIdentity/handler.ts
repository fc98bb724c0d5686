import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-identities.js';
import { Problem } from '../../../domain/problems.js';
import { newId } from '../../../lib/ids.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { recordRateLimits } from '../../../operations/rate-limits/record-rate-limits.js';
import { insertIdentity } from '../../../store/identities/identities.js';
import { replaceRateLimits } from '../../../store/rate-limits/rate-limits.js';
import { implementRpc } from '../../define-rpc.js';
import { serializeIdentityMeta } from '../../shared/identity.js';
import { readRateLimits } from '../../shared/rate-limit.js';
import { definition } from './schema.js';

export const createIdentity = implementRpc(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  authorize(caller, requirements.createIdentity({ workspaceId }));
  const { externalId } = body;
  const meta = serializeIdentityMeta(body.meta ?? {});
  const rateLimits = readRateLimits(body.ratelimits);
  const nowMs = deps.clock.nowMs();
  const identityId = newId('id', nowMs);
  const target = { type: 'identity' as const, id: identityId, name: externalId };
  return commitChange(deps, call, async (tx, record) => {
    const inserted = await insertIdentity(tx, {
      workspaceId,
      id: identityId,
      externalId,
      meta,
      nowMs,
    });
    if (!inserted) throw identityExists(externalId);
    record.audit({
      event: 'identity.create',
      description: `Created identity ${identityId}.`,
      targets: [target],
    });
    const owner = { workspaceId, identityId };
    recordRateLimits(record, target, await replaceRateLimits(tx, owner, rateLimits, nowMs));
    return { identityId };
  });
});

function identityExists(externalId: string): Problem {
  return new Problem(
    'unkey/data/identity_already_exists',
    `An identity with the externalId '${externalId}' exists already.`,
  );
}
