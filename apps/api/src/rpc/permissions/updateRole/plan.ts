import type { Static } from '@sinclair/typebox';
import type { updateRole as definition } from '@unlatch/contract/operations/permissions/updateRole';
import type { Role } from '../../../store/permissions/roles.js';
import { patchedDescription } from '../../shared/description.js';

type Request = Static<typeof definition.request>;

interface PlannedRole {
  readonly role: Role;
  /** A verification shows the name alone, so another description leaves what caches remember. */
  readonly changes: 'nothing' | 'texts' | 'verifications';
}

export function planRole(request: Request, current: Role): PlannedRole {
  const role = {
    id: current.id,
    name: request.name ?? current.name,
    description: patchedDescription(request.description, current.description),
  };
  if (role.name !== current.name) return { role, changes: 'verifications' };
  return { role, changes: role.description === current.description ? 'nothing' : 'texts' };
}
