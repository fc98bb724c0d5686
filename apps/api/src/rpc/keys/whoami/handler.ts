import { isAuthorized } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements.js';
import { keyNotFound } from '../../../domain/not-found.js';
import { sha256Base64 } from '../../../lib/crypto/sha256.js';
import { findLiveKey } from '../../../store/keys/key-details.js';
import { implementRpc } from '../../define-rpc.js';
import { presentKey } from '../../shared/key-details.js';
import { definition } from './schema.js';

export const whoami = implementRpc(definition, async ({ body, caller }, deps) => {
  const { workspaceId } = caller;
  const by = { hash: sha256Base64(body.key) };
  const key = await findLiveKey(deps.db, { workspaceId, by }, deps.clock.nowMs());
  if (key === undefined) throw keyNotFound();
  const { apiId, keySpaceId, id: keyId } = key;
  const requirement = requirements.readKey({ workspaceId, apiId, keySpaceId, keyId });
  // Whoever may not read the key must not learn from the answer that it exists.
  if (!isAuthorized(caller, requirement)) throw keyNotFound();
  return presentKey(key, undefined);
});
