import type { Static } from '@sinclair/typebox';
import type { updateRole as definition } from '@unlatch/contract/operations/team/updateRole';
import { changeOfPermissions } from '../../../domain/authorization/permission-changes.js';
import { patched } from '../../../lib/patched.js';
import type { TeamRole } from '../../../store/team/team-roles.js';

type Request = Static<typeof definition.request>;

interface TeamRolePlan {
  readonly next: TeamRole;
  /** The changes, for the audit log. Empty if nothing changes. */
  readonly changes: Readonly<Record<string, unknown>>;
  readonly takesPermissions: boolean;
}

export function planTeamRole(request: Request, current: TeamRole): TeamRolePlan {
  const next = {
    id: current.id,
    name: request.name ?? current.name,
    description: patched(request.description, current.description) || null,
    permissions: request.permissions ?? current.permissions,
  };
  const permissions = changeOfPermissions(current.permissions, next.permissions);
  return {
    next,
    changes: {
      ...(next.name === current.name ? {} : { name: next.name }),
      ...(next.description === current.description ? {} : { description: next.description }),
      ...permissions,
    },
    takesPermissions: 'permissionsRemoved' in permissions,
  };
}
