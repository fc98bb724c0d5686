import { listIdentities as definition } from '@unlatch/contract/operations/identities/listIdentities';
import { mapPage } from '../../../domain/pagination.js';
import {
  findLiveIdentitiesInOrder,
  searchIdentities,
} from '../../../store/identities/list-identities.js';
import { implementList } from '../../implement.js';
import { presentIdentity } from '../../shared/identity.js';
import { readSortedPageRequest, toSortedPage } from '../../shared/sorted-page.js';

export const listIdentities = implementList(definition, async ({ body, caller }, deps, rights) => {
  const { workspaceId } = caller;
  const { sort = 'createdAt', order = 'asc', count = false, search = '' } = body;
  // The number says something of identities that are on no page of the caller.
  if (count) rights.also.count.require(caller, {});
  const sortOfCursor = { isById: sort === 'createdAt', type: 'text' } as const;
  const { from, limit, bytesMax } = readSortedPageRequest(body, sortOfCursor);
  const found = await searchIdentities(deps.db, {
    workspaceId,
    text: search.trim(),
    sort,
    isDescending: order === 'desc',
    from,
    limit,
    counts: count,
  });
  const ids = found.positions.map(({ id }) => id);
  const identities = await findLiveIdentitiesInOrder(deps.db, { workspaceId, ids, bytesMax });
  const page = toSortedPage(found, identities, sortOfCursor);
  for (const { id: identityId } of page.items) {
    rights.require(caller, { identityId });
  }
  return mapPage(page, presentIdentity);
});
