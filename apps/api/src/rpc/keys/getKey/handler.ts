import { getKey as definition } from '@unlatch/contract/operations/keys/getKey';
import { keyNotFound } from '../../../domain/not-found.js';
import {
  requireKeyVault,
  requireRecoverableKeys,
  revealKeys,
} from '../../../operations/keys/recoverable-keys.js';
import { findLiveApi } from '../../../store/apis/apis.js';
import { findLiveKey } from '../../../store/keys/key-details.js';
import { implement } from '../../implement.js';
import { presentKey } from '../../shared/key-details.js';

export const getKey = implement(definition, async (call, deps, rights) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const by = { id: body.keyId };
  const key = await findLiveKey(deps.db, { workspaceId, by }, deps.clock.nowMs());
  if (key === undefined) throw keyNotFound();
  const { apiId, keySpaceId, id: keyId } = key;
  const scope = { workspaceId, apiId, keySpaceId, keyId };
  rights.require(caller, scope);
  if (body.decrypt !== true) return presentKey(key, undefined);
  const vault = requireKeyVault(deps);
  rights.also.decrypt.require(caller, scope);
  const api = await findLiveApi(deps.db, { workspaceId, apiId });
  if (api === undefined) throw keyNotFound();
  requireRecoverableKeys(api);
  const plaintexts = await revealKeys(deps, call, { vault, api, keyIds: [keyId] });
  return presentKey(key, plaintexts.get(keyId));
});
