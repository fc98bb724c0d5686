import { listIdentities as definition } from '@unlatch/contract/operations/identities/listIdentities';
import { mapPage } from '../../../domain/pagination.js';
import { listLiveIdentities } from '../../../store/identities/list-identities.js';
import { implementList } from '../../implement.js';
import { presentIdentity } from '../../shared/identity.js';
import { readPageRequest } from '../../shared/read-page.js';

export const listIdentities = implementList(definition, async ({ body, caller }, deps, rights) => {
  const { workspaceId } = caller;
  const { limit, bytesMax, from: [fromId = ''] = [] } = readPageRequest(body);
  const search = body.search?.trim() ?? '';
  const page = await listLiveIdentities(deps.db, {
    workspaceId,
    search,
    fromId,
    limit,
    bytesMax,
  });
  for (const { id: identityId } of page.items) {
    rights.require(caller, { identityId });
  }
  return mapPage(page, presentIdentity);
});
