import type { Static } from '@sinclair/typebox';
import { listKeys as definition } from '@unlatch/contract/operations/apis/listKeys';
import { apiNotFound } from '../../../domain/not-found.js';
import { mapPage, type Page } from '../../../domain/pagination.js';
import {
  requireKeyVault,
  requireRecoverableKeys,
  revealKeys,
} from '../../../operations/keys/recoverable-keys.js';
import { findLiveApi } from '../../../store/apis/apis.js';
import {
  findLiveKeysInOrder,
  type KeyDetails,
  listLiveKeys,
} from '../../../store/keys/key-details.js';
import { searchKeys } from '../../../store/keys/search-keys.js';
import { implementList } from '../../implement.js';
import type { Call, RpcDeps } from '../../rpc.js';
import { presentKey } from '../../shared/key-details.js';
import { readPage } from '../../shared/read-page.js';
import { readSortedPageRequest, toSortedPage } from '../../shared/sorted-page.js';
import { planKeyList } from './plan.js';

export const listKeys = implementList(definition, async (call, deps, rights) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const { apiId } = body;
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
  const page = await readKeys(deps, call);
  if (vault === undefined) return mapPage(page, (key) => presentKey(key, undefined));
  const keyIds = page.items.map((key) => key.id);
  const plaintexts = await revealKeys(deps, call, { vault, api, keyIds });
  return mapPage(page, (key) => presentKey(key, plaintexts.get(key.id)));
});

async function readKeys(
  { db, clock }: RpcDeps,
  { body, caller }: Call<Static<typeof definition.request>>,
): Promise<Page<KeyDetails>> {
  const { workspaceId } = caller;
  const { apiId, externalId } = body;
  const nowMs = clock.nowMs();
  const plan = planKeyList(body);
  if (!plan.isSearch) {
    return readPage(body, (range) =>
      listLiveKeys(db, { workspaceId, apiId, externalId, ...range }, nowMs),
    );
  }
  const { from, limit, bytesMax } = readSortedPageRequest(body, plan.cursor);
  const found = await searchKeys(db, { ...plan, workspaceId, apiId, from, limit, nowMs });
  const ids = found.positions.map(({ id }) => id);
  const keys = await findLiveKeysInOrder(db, { workspaceId, ids, bytesMax }, nowMs);
  return toSortedPage(found, keys, plan.cursor);
}
