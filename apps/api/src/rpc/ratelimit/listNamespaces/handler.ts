import { listNamespaces as definition } from '@unlatch/contract/operations/ratelimit/listNamespaces';
import { mapPage } from '../../../domain/pagination.js';
import { countLiveNamespaces, listLiveNamespaces } from '../../../store/rate-limits/namespaces.js';
import { implementList } from '../../implement.js';
import { presentNamespace } from '../../shared/namespace.js';
import { readSmallList } from '../../shared/small-list.js';

export const listNamespaces = implementList(
  definition,
  async ({ body, caller }, { db }, rights) => {
    const { workspaceId } = caller;
    const ids = rights.rows(caller);
    const page = await readSmallList(body, () => ({
      read: (list) => listLiveNamespaces(db, { workspaceId, ids, ...list }),
      count: (list) => countLiveNamespaces(db, { workspaceId, ids, ...list }),
    }));
    return mapPage(page, presentNamespace);
  },
);
