import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-permissions.js';
import { permissionNotFound } from '../../../domain/not-found.js';
import { findPermission } from '../../../store/permissions/permissions.js';
import { implementRpc } from '../../define-rpc.js';
import { presentPermission } from '../../shared/permission.js';
import { definition } from './schema.js';

export const getPermission = implementRpc(definition, async ({ body, caller }, deps) => {
  authorize(caller, requirements.readPermission());
  const { workspaceId } = caller;
  const permission = await findPermission(deps.db, { workspaceId, idOrSlug: body.permission });
  if (permission === undefined) throw permissionNotFound(body.permission);
  return presentPermission(permission);
});
