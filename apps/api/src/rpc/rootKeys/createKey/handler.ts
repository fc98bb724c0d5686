import { createKey as definition } from '@unlatch/contract/operations/rootKeys/createKey';
import { rootKeyCreated } from '../../../domain/audit/root-keys.js';
import { refusePastExpiry } from '../../../domain/expiry.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { issueRootKey } from '../../../operations/root-keys/issue-root-key.js';
import { lockPower, requirePower } from '../../../operations/root-keys/root-key-power.js';
import { implement } from '../../implement.js';
import { acceptPermissions } from '../../shared/root-key.js';

export const createKey = implement(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const { name = null, expires = null } = body;
  const permissions = acceptPermissions(body.permissions, workspaceId);
  const power = { permissions, expiresAtMs: expires };
  return commitChange(deps, call, async (tx, record) => {
    const nowMs = deps.clock.nowMs();
    refusePastExpiry(expires ?? undefined, { location: 'body.expires', nowMs });
    requirePower(call, await lockPower(tx, caller, nowMs), power);
    const issued = await issueRootKey(tx, { workspaceId, name, ...power, enabled: true }, nowMs);
    record.audit(rootKeyCreated({ id: issued.keyId, name }, power));
    return issued;
  });
});
