import { rootKeyCreated } from '../../../domain/audit/root-keys.js';
import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-administration.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { issueRootKey } from '../../../operations/root-keys/issue-root-key.js';
import { lockPower, requirePower } from '../../../operations/root-keys/root-key-power.js';
import { implementRpc } from '../../define-rpc.js';
import { acceptPermissions } from '../../shared/root-key.js';
import { definition } from './schema.js';

export const createRootKey = implementRpc(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const { name } = body;
  authorize(caller, requirements.createRootKey());
  const permissions = acceptPermissions(body.permissions, workspaceId);
  const power = { permissions, expiresAtMs: body.expires ?? null };
  return commitChange(deps, call, async (tx, record) => {
    const nowMs = deps.clock.nowMs();
    requirePower(await lockPower(tx, caller, nowMs), power);
    const issued = await issueRootKey(tx, { workspaceId, name, ...power, enabled: true }, nowMs);
    record.audit(rootKeyCreated({ id: issued.rootKeyId, name }, power));
    return issued;
  });
});
