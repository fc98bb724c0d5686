import { listRootKeys as definition } from '@unlatch/contract/operations/rootKeys/listRootKeys';
import { mapPage } from '../../../domain/pagination.js';
import { listLiveRootKeys } from '../../../store/root-keys/root-keys.js';
import { implementList } from '../../implement.js';
import { readPage } from '../../shared/read-page.js';
import { presentRootKey } from '../../shared/root-key.js';

export const listRootKeys = implementList(definition, async ({ body, caller }, deps) => {
  const { workspaceId } = caller;
  const page = await readPage(body, (range) =>
    listLiveRootKeys(deps.db, { workspaceId, ...range }),
  );
  return mapPage(page, presentRootKey);
});
