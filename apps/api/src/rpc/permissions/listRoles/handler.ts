import { listRoles as definition } from '@unlatch/contract/operations/permissions/listRoles';
import { mapPage } from '../../../domain/pagination.js';
import { listRoles as listStoredRoles } from '../../../store/permissions/roles.js';
import { implementList } from '../../implement.js';
import { readPage } from '../../shared/read-page.js';
import { presentRole } from '../../shared/role.js';

export const listRoles = implementList(definition, async ({ body, caller }, deps) => {
  const { workspaceId } = caller;
  const search = body.search?.trim() ?? '';
  const page = await readPage(body, (range) =>
    listStoredRoles(deps.db, { workspaceId, search, ...range }),
  );
  return mapPage(page, presentRole);
});
