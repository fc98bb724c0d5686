import { listKeys as definition } from '@unlatch/contract/operations/rootKeys/listKeys';
import { mapPage } from '../../../domain/pagination.js';
import * as rootKeys from '../../../store/root-keys/list-root-keys.js';
import { implementList } from '../../implement.js';
import { presentRootKey } from '../../shared/root-key.js';
import { readSmallList } from '../../shared/small-list.js';

export const listKeys = implementList(definition, async ({ body, caller }, { db }, rights) => {
  const readable = { workspaceId: caller.workspaceId, ids: rights.rows(caller) };
  const page = await readSmallList(body, () => ({
    read: (list) => rootKeys.listRootKeys(db, { ...readable, ...list }),
    count: (list) => rootKeys.countRootKeys(db, { ...readable, ...list }),
  }));
  return mapPage(page, presentRootKey);
});
