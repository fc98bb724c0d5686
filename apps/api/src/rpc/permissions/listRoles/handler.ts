import { listRoles as definition } from '@unlatch/contract/operations/permissions/listRoles';
import { mapPage } from '../../../domain/pagination.js';
import * as roles from '../../../store/permissions/roles.js';
import { implementList } from '../../implement.js';
import { presentRole } from '../../shared/role.js';
import { readSmallList } from '../../shared/small-list.js';

export const listRoles = implementList(definition, async ({ body, caller }, { db }) => {
  const { workspaceId } = caller;
  const page = await readSmallList(body, () => ({
    read: (list) => roles.listRoles(db, { workspaceId, ...list }),
    count: (list) => roles.countRoles(db, { workspaceId, ...list }),
  }));
  return mapPage(page, presentRole);
});
