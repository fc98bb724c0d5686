import { listNamespaces as definition } from '@unlatch/contract/operations/ratelimit/listNamespaces';
import { mapPage } from '../../../domain/pagination.js';
import { listLiveNamespaces } from '../../../store/rate-limits/namespaces.js';
import { implementList } from '../../implement.js';
import { presentNamespace } from '../../shared/namespace.js';
import { readPage } from '../../shared/read-page.js';

export const listNamespaces = implementList(definition, async ({ body, caller }, deps, rights) => {
  const { workspaceId } = caller;
  const ids = rights.rows(caller);
  const page = await readPage(body, (range) =>
    listLiveNamespaces(deps.db, { workspaceId, ids, ...range }),
  );
  return mapPage(page, presentNamespace);
});
