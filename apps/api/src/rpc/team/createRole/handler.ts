import { createRole as definition } from '@unlatch/contract/operations/team/createRole';
import { teamRoleAlreadyExists } from '../../../domain/already-exists.js';
import { teamRoleCreated } from '../../../domain/audit/team.js';
import { isNameOfBuiltIn } from '../../../domain/people/roles.js';
import { newId } from '../../../lib/ids.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { requirePowerOverPeople } from '../../../operations/team/give-role.js';
import { lockTeam } from '../../../operations/team/lock-team.js';
import { insertTeamRole } from '../../../store/team/team-roles.js';
import { implement } from '../../implement.js';
import { acceptPermissions } from '../../shared/root-key.js';

export const createRole = implement(definition, (call, deps, rights) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const { name } = body;
  const permissions = acceptPermissions(body.permissions, workspaceId);
  return commitChange(deps, call, async (tx, record) => {
    const nowMs = deps.clock.nowMs();
    const locked = await lockTeam(tx, caller, nowMs);
    rights.require(locked.caller, {});
    requirePowerOverPeople(call, locked.power, permissions);
    const id = newId('teamrole', nowMs);
    const role = { id, name, description: body.description || null, permissions };
    const isFree =
      !isNameOfBuiltIn(name) && (await insertTeamRole(tx, { ...role, workspaceId, nowMs }));
    if (!isFree) throw teamRoleAlreadyExists(name);
    record.audit(teamRoleCreated(role, permissions));
    return { roleId: id };
  });
});
