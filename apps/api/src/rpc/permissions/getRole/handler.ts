import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-permissions.js';
import { roleNotFound } from '../../../domain/not-found.js';
import { findRole } from '../../../store/permissions/roles.js';
import { implementRpc } from '../../define-rpc.js';
import { presentRole } from '../../shared/role.js';
import { definition } from './schema.js';

export const getRole = implementRpc(definition, async ({ body, caller }, deps) => {
  authorize(caller, requirements.readRole());
  const { workspaceId } = caller;
  const role = await findRole(deps.db, { workspaceId, idOrName: body.role });
  if (role === undefined) throw roleNotFound(body.role);
  return presentRole(role);
});
