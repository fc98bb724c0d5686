import { authorize, isAuthorized } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements.js';
import { apiNotFound } from '../../../domain/not-found.js';
import { mapPage } from '../../../domain/pagination.js';
import {
  requireKeyVault,
  requireRecoverableKeys,
  revealKeys,
} from '../../../operations/keys/recoverable-keys.js';
import { findLiveApi } from '../../../store/apis/apis.js';
import { listLiveKeys } from '../../../store/keys/key-details.js';
import { implementListRpc } from '../../define-rpc.js';
import { presentKey } from '../../shared/key-details.js';
import { readPage } from '../../shared/read-page.js';
import { definition } from './schema.js';

export const listKeys = implementListRpc(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const { apiId, externalId } = body;
  const api = await findLiveApi(deps.db, { workspaceId, apiId });
  if (api === undefined) throw apiNotFound();
  const scope = { workspaceId, apiId, keySpaceId: api.keySpaceId };
  // Whoever may not read the keys must not learn from the answer that the API exists.
  if (!isAuthorized(caller, requirements.listKeys(scope))) throw apiNotFound();
  const vault = body.decrypt === true ? requireKeyVault(deps) : undefined;
  if (vault !== undefined) {
    authorize(caller, requirements.decryptListedKeys(scope));
    requireRecoverableKeys(api);
  }
  const page = await readPage(body, (range) =>
    listLiveKeys(deps.db, { workspaceId, apiId, externalId, ...range }, deps.clock.nowMs()),
  );
  if (vault === undefined) return mapPage(page, (key) => presentKey(key, undefined));
  const keyIds = page.items.map((key) => key.id);
  const plaintexts = await revealKeys(deps, call, { vault, api, keyIds });
  return mapPage(page, (key) => presentKey(key, plaintexts.get(key.id)));
});
