import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements-administration.js';
import { mapPage } from '../../../domain/pagination.js';
import { listLiveRootKeys } from '../../../store/root-keys/root-keys.js';
import { implementListRpc } from '../../define-rpc.js';
import { readPage } from '../../shared/read-page.js';
import { presentRootKey } from '../../shared/root-key.js';
import { definition } from './schema.js';

export const listRootKeys = implementListRpc(definition, async ({ body, caller }, deps) => {
  authorize(caller, requirements.readRootKey());
  const { workspaceId } = caller;
  const page = await readPage(body, (range) =>
    listLiveRootKeys(deps.db, { workspaceId, ...range }),
  );
  return mapPage(page, presentRootKey);
});
