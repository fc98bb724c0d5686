import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-permissions.js';
import { mapPage } from '../../../domain/pagination.js';
import { listRoles as listStoredRoles } from '../../../store/permissions/roles.js';
import { implementListRpc } from '../../define-rpc.js';
import { readPage } from '../../shared/read-page.js';
import { presentRole } from '../../shared/role.js';
import { definition } from './schema.js';

export const listRoles = implementListRpc(definition, async ({ body, caller }, deps) => {
  authorize(caller, requirements.readRole());
  const { workspaceId } = caller;
  const search = body.search?.trim() ?? '';
  const page = await readPage(body, (range) =>
    listStoredRoles(deps.db, { workspaceId, search, ...range }),
  );
  return mapPage(page, presentRole);
});
