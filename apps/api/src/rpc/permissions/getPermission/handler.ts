import { getPermission as definition } from '@unlatch/contract/operations/permissions/getPermission';
import { permissionNotFound } from '../../../domain/not-found.js';
import { findPermission } from '../../../store/permissions/permissions.js';
import { implement } from '../../implement.js';
import { presentPermission } from '../../shared/permission.js';

export const getPermission = implement(definition, async ({ body, caller }, deps) => {
  const { workspaceId } = caller;
  const permission = await findPermission(deps.db, { workspaceId, idOrSlug: body.permission });
  if (permission === undefined) throw permissionNotFound(body.permission);
  return presentPermission(permission);
});
