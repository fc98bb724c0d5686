import { whoami as definition } from '@unlatch/contract/operations/keys/whoami';
import { keyNotFound } from '../../../domain/not-found.js';
import { sha256Base64 } from '../../../lib/crypto/sha256.js';
import { findLiveKey } from '../../../store/keys/key-details.js';
import { implement } from '../../implement.js';
import { presentKey } from '../../shared/key-details.js';

export const whoami = implement(definition, async ({ body, caller }, deps, rights) => {
  const { workspaceId } = caller;
  const by = { hash: sha256Base64(body.key) };
  const key = await findLiveKey(deps.db, { workspaceId, by }, deps.clock.nowMs());
  if (key === undefined) throw keyNotFound();
  const { apiId, keySpaceId, id: keyId } = key;
  // A caller that may not read the key must not learn from the answer that it exists.
  if (!rights.allows(caller, { apiId, keySpaceId, keyId })) throw keyNotFound();
  return presentKey(key, undefined);
});
