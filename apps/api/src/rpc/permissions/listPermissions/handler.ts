import { listPermissions as definition } from '@unlatch/contract/operations/permissions/listPermissions';
import { mapPage } from '../../../domain/pagination.js';
import { listPermissions as listStoredPermissions } from '../../../store/permissions/permissions.js';
import { implementList } from '../../implement.js';
import { presentPermission } from '../../shared/permission.js';
import { readPage } from '../../shared/read-page.js';

export const listPermissions = implementList(definition, async ({ body, caller }, deps) => {
  const { workspaceId } = caller;
  const search = body.search?.trim() ?? '';
  const page = await readPage(body, (range) =>
    listStoredPermissions(deps.db, { workspaceId, search, ...range }),
  );
  return mapPage(page, presentPermission);
});
