import { listApis as definition } from '@unlatch/contract/operations/apis/listApis';
import { mapPage } from '../../../domain/pagination.js';
import { listLiveApis } from '../../../store/apis/apis.js';
import { implementList } from '../../implement.js';
import { presentApi } from '../../shared/api.js';
import { readPage } from '../../shared/read-page.js';

export const listApis = implementList(definition, async ({ body, caller }, deps, rights) => {
  const { workspaceId } = caller;
  const ids = rights.rows(caller);
  const page = await readPage(body, (range) =>
    listLiveApis(deps.db, { workspaceId, ids, ...range }),
  );
  return mapPage(page, presentApi);
});
