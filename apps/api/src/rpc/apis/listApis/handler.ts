import { listApis as definition } from '@unlatch/contract/operations/apis/listApis';
import { mapPage } from '../../../domain/pagination.js';
import { countLiveApis, listLiveApis } from '../../../store/apis/apis.js';
import { implementList } from '../../implement.js';
import { presentApi } from '../../shared/api.js';
import { readSmallList } from '../../shared/small-list.js';

export const listApis = implementList(definition, async ({ body, caller }, { db }, rights) => {
  const { workspaceId } = caller;
  const ids = rights.rows(caller);
  const page = await readSmallList(body, () => ({
    read: (list) => listLiveApis(db, { workspaceId, ids, ...list }),
    count: (list) => countLiveApis(db, { workspaceId, ids, ...list }),
  }));
  return mapPage(page, presentApi);
});
