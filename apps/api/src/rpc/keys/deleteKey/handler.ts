import { deleteKey as definition } from '@unlatch/contract/operations/keys/deleteKey';
import { keyDeleted } from '../../../domain/audit/keys.js';
import { keyNotFound } from '../../../domain/not-found.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { removeKeyWithLinks } from '../../../operations/links/change-key.js';
import { deleteEncryptedKey } from '../../../store/encryption/encrypted-keys.js';
import { lockLiveKey, markKeyDeleted } from '../../../store/keys/keys.js';
import { implement } from '../../implement.js';

export const deleteKey = implement(definition, async (call, deps, rights) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const { keyId, permanent = false } = body;
  return commitChange(deps, call, async (tx, record) => {
    const key = await lockLiveKey(tx, { workspaceId, keyId });
    if (key === undefined) throw keyNotFound();
    const { apiId, keySpaceId } = key;
    rights.require(caller, { apiId, keySpaceId, keyId });
    if (permanent) {
      await removeKeyWithLinks(tx, { workspaceId, keyId });
    } else {
      await markKeyDeleted(tx, { workspaceId, keyId, nowMs: deps.clock.nowMs() });
      // The row of the key stays, but its plaintext is of no more use to any caller.
      await deleteEncryptedKey(tx, { workspaceId, keyId });
    }
    record.audit(keyDeleted({ keyId, name: key.name }, { permanent }));
    record.changed({ kind: 'key', workspaceId, hash: key.hash });
    return {};
  });
});
