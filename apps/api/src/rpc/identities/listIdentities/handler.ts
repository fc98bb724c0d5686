import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-identities.js';
import { mapPage } from '../../../domain/pagination.js';
import { listLiveIdentities } from '../../../store/identities/list-identities.js';
import { implementListRpc } from '../../define-rpc.js';
import { presentIdentity } from '../../shared/identity.js';
import { readPageRequest } from '../../shared/read-page.js';
import { definition } from './schema.js';

export const listIdentities = implementListRpc(definition, async ({ body, caller }, deps) => {
  const { workspaceId } = caller;
  const { limit, from: [fromId = ''] = [] } = readPageRequest(body);
  const search = body.search?.trim() ?? '';
  const page = await listLiveIdentities(deps.db, { workspaceId, search, fromId, limit });
  for (const { id: identityId } of page.items) {
    authorize(caller, requirements.readIdentity({ workspaceId, identityId }));
  }
  return mapPage(page, presentIdentity);
});
