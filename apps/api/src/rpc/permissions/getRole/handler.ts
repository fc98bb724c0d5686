import { getRole as definition } from '@unlatch/contract/operations/permissions/getRole';
import { roleNotFound } from '../../../domain/not-found.js';
import { findRole } from '../../../store/permissions/roles.js';
import { implement } from '../../implement.js';
import { presentRole } from '../../shared/role.js';

export const getRole = implement(definition, async ({ body, caller }, deps) => {
  const { workspaceId } = caller;
  const role = await findRole(deps.db, { workspaceId, idOrName: body.role });
  if (role === undefined) throw roleNotFound(body.role);
  return presentRole(role);
});
