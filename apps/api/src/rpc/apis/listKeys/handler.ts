import { listKeys as definition } from '@unlatch/contract/operations/apis/listKeys';
import { apiNotFound } from '../../../domain/not-found.js';
import { mapPage } from '../../../domain/pagination.js';
import {
  requireKeyVault,
  requireRecoverableKeys,
  revealKeys,
} from '../../../operations/keys/recoverable-keys.js';
import { findLiveApi } from '../../../store/apis/apis.js';
import { listLiveKeys } from '../../../store/keys/key-details.js';
import { implementList } from '../../implement.js';
import { presentKey } from '../../shared/key-details.js';
import { readPage } from '../../shared/read-page.js';

export const listKeys = implementList(definition, async (call, deps, rights) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const { apiId, externalId } = body;
  const api = await findLiveApi(deps.db, { workspaceId, apiId });
  if (api === undefined) throw apiNotFound();
  const scope = { workspaceId, apiId, keySpaceId: api.keySpaceId };
  // A caller that may not read the keys must not learn from the answer that the API exists.
  if (!rights.allows(caller, scope)) throw apiNotFound();
  const vault = body.decrypt === true ? requireKeyVault(deps) : undefined;
  if (vault !== undefined) {
    rights.also.decrypt.require(caller, scope);
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
