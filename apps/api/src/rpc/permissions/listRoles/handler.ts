import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-permissions.js';
import { mapPage, toPage } from '../../../domain/pagination.js';
import { listRoles as listStoredRoles } from '../../../store/permissions/roles.js';
import { implementListRpc } from '../../define-rpc.js';
import { readPageRequest } from '../../shared/page-request.js';
import { presentRole } from '../../shared/role.js';
import { definition } from './schema.js';

export const listRoles = implementListRpc(definition, async ({ body, caller }, deps) => {
  authorize(caller, requirements.readRole());
  const { limit, from } = readPageRequest(body);
  const rows = await listStoredRoles(deps.db, {
    workspaceId: caller.workspaceId,
    search: body.search?.trim() ?? '',
    fromId: from?.[0] ?? '',
    limit: limit + 1,
  });
  return mapPage(
    toPage(rows, limit, ({ id }) => [id]),
    presentRole,
  );
});
