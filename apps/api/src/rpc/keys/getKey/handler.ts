import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements.js';
import { keyNotFound } from '../../../domain/not-found.js';
import {
  requireKeyVault,
  requireRecoverableKeys,
  revealKeys,
} from '../../../operations/keys/recoverable-keys.js';
import { findLiveApi } from '../../../store/apis/apis.js';
import { findLiveKey } from '../../../store/keys/key-details.js';
import { implementRpc } from '../../define-rpc.js';
import { presentKey } from '../../shared/key-details.js';
import { definition } from './schema.js';

export const getKey = implementRpc(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const by = { id: body.keyId };
  const key = await findLiveKey(deps.db, { workspaceId, by }, deps.clock.nowMs());
  if (key === undefined) throw keyNotFound();
  const { apiId, keySpaceId, id: keyId } = key;
  const scope = { workspaceId, apiId, keySpaceId, keyId };
  authorize(caller, requirements.readKey(scope));
  if (body.decrypt !== true) return presentKey(key, undefined);
  const vault = requireKeyVault(deps);
  authorize(caller, requirements.decryptKey(scope));
  const api = await findLiveApi(deps.db, { workspaceId, apiId });
  if (api === undefined) throw keyNotFound();
  requireRecoverableKeys(api);
  const plaintexts = await revealKeys(deps, call, { vault, api, keyIds: [keyId] });
  return presentKey(key, plaintexts.get(keyId));
});
