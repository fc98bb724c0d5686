import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-permissions.js';
import { mapPage, toPage } from '../../../domain/pagination.js';
import { listPermissions as listStoredPermissions } from '../../../store/permissions/permissions.js';
import { implementListRpc } from '../../define-rpc.js';
import { readPageRequest } from '../../shared/page-request.js';
import { presentPermission } from '../../shared/permission.js';
import { definition } from './schema.js';

export const listPermissions = implementListRpc(definition, async ({ body, caller }, deps) => {
  authorize(caller, requirements.readPermission());
  const { limit, from } = readPageRequest(body);
  const rows = await listStoredPermissions(deps.db, {
    workspaceId: caller.workspaceId,
    search: body.search?.trim() ?? '',
    fromId: from?.[0] ?? '',
    limit: limit + 1,
  });
  return mapPage(
    toPage(rows, limit, ({ id }) => [id]),
    presentPermission,
  );
});
