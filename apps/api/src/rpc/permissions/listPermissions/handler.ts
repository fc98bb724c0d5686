import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-permissions.js';
import { mapPage } from '../../../domain/pagination.js';
import { listPermissions as listStoredPermissions } from '../../../store/permissions/permissions.js';
import { implementListRpc } from '../../define-rpc.js';
import { presentPermission } from '../../shared/permission.js';
import { readPage } from '../../shared/read-page.js';
import { definition } from './schema.js';

export const listPermissions = implementListRpc(definition, async ({ body, caller }, deps) => {
  authorize(caller, requirements.readPermission());
  const { workspaceId } = caller;
  const search = body.search?.trim() ?? '';
  const page = await readPage(body, (range) =>
    listStoredPermissions(deps.db, { workspaceId, search, ...range }),
  );
  return mapPage(page, presentPermission);
});
