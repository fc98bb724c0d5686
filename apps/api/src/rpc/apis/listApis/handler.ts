import { authorize } from '../../../domain/authorization/authorize.js';
import { grantedIds } from '../../../domain/authorization/grants.js';
import * as requirements from '../../../domain/authorization/requirements.js';
import { mapPage } from '../../../domain/pagination.js';
import { listLiveApis } from '../../../store/apis/apis.js';
import { implementListRpc } from '../../define-rpc.js';
import { presentApi } from '../../shared/api.js';
import { readPage } from '../../shared/read-page.js';
import { definition } from './schema.js';

export const listApis = implementListRpc(definition, async ({ body, caller }, deps) => {
  const { workspaceId } = caller;
  const ids = grantedIds(caller.grants, { type: 'api', action: 'read_api' });
  if (ids.length === 0) authorize(caller, requirements.readAllApis());
  const page = await readPage(body, (range) =>
    listLiveApis(deps.db, { workspaceId, ids, ...range }),
  );
  return mapPage(page, presentApi);
});
