import { listKeys as definition } from '@unlatch/contract/operations/rootKeys/listKeys';
import { mapPage } from '../../../domain/pagination.js';
import { listLiveRootKeys } from '../../../store/root-keys/root-keys.js';
import { implementList } from '../../implement.js';
import { readPage } from '../../shared/read-page.js';
import { presentRootKey } from '../../shared/root-key.js';

export const listKeys = implementList(definition, async ({ body, caller }, deps, rights) => {
  const { workspaceId } = caller;
  const ids = rights.rows(caller);
  const page = await readPage(body, (range) =>
    listLiveRootKeys(deps.db, { workspaceId, ids, ...range }),
  );
  return mapPage(page, presentRootKey);
});
