import { listPermissions as definition } from '@unlatch/contract/operations/permissions/listPermissions';
import { mapPage } from '../../../domain/pagination.js';
import * as permissions from '../../../store/permissions/permissions.js';
import { implementList } from '../../implement.js';
import { presentPermission } from '../../shared/permission.js';
import { readSmallList } from '../../shared/small-list.js';

export const listPermissions = implementList(definition, async ({ body, caller }, { db }) => {
  const { workspaceId } = caller;
  const page = await readSmallList(body, () => ({
    read: (list) => permissions.listPermissions(db, { workspaceId, ...list }),
    count: (list) => permissions.countPermissions(db, { workspaceId, ...list }),
  }));
  return mapPage(page, presentPermission);
});
