import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-administration.js';
import { mapPage, toPage } from '../../../domain/pagination.js';
import { listLiveRootKeys } from '../../../store/root-keys/root-keys.js';
import { implementListRpc } from '../../define-rpc.js';
import { readPageRequest } from '../../shared/page-request.js';
import { presentRootKey } from '../../shared/root-key.js';
import { definition } from './schema.js';

export const listRootKeys = implementListRpc(definition, async ({ body, caller }, deps) => {
  authorize(caller, requirements.readRootKey());
  const { workspaceId } = caller;
  const { limit, from: [fromId = ''] = [] } = readPageRequest(body);
  const rootKeys = await listLiveRootKeys(deps.db, { workspaceId, fromId, limit: limit + 1 });
  const page = toPage(rootKeys, limit, (rootKey) => [rootKey.id]);
  return mapPage(page, presentRootKey);
});
