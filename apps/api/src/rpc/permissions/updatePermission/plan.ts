import type { Static } from '@sinclair/typebox';
import type { updatePermission as definition } from '@unlatch/contract/operations/permissions/updatePermission';
import type { Permission } from '../../../store/permissions/permissions.js';
import { patchedDescription } from '../../shared/description.js';

type Request = Static<typeof definition.request>;

interface PlannedPermission {
  readonly permission: Permission;
  /** A verification shows the slug alone, so other changes leave what caches remember. */
  readonly changes: 'nothing' | 'texts' | 'verifications';
}

export function planPermission(request: Request, current: Permission): PlannedPermission {
  const permission = {
    id: current.id,
    name: request.name ?? current.name,
    slug: request.slug ?? current.slug,
    description: patchedDescription(request.description, current.description),
  };
  if (permission.slug !== current.slug) return { permission, changes: 'verifications' };
  const isSame = permission.name === current.name && permission.description === current.description;
  return { permission, changes: isSame ? 'nothing' : 'texts' };
}
