import { keyDeleted } from '../../../domain/audit/keys.js';
import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements.js';
import { keyNotFound } from '../../../domain/not-found.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { deleteEncryptedKey } from '../../../store/encryption/encrypted-keys.js';
import { lockLiveKey, markKeyDeleted, removeKey } from '../../../store/keys/keys.js';
import { holdPermissionsOfKey } from '../../../store/permissions/permission-links.js';
import { holdRolesOfKey } from '../../../store/permissions/roles.js';
import { implementRpc } from '../../define-rpc.js';
import { definition } from './schema.js';

export const deleteKey = implementRpc(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const { keyId, permanent = false } = body;
  return commitChange(deps, call, async (tx, record) => {
    const key = await lockLiveKey(tx, { workspaceId, keyId });
    if (key === undefined) throw keyNotFound();
    const { apiId, keySpaceId } = key;
    authorize(caller, requirements.deleteKey({ workspaceId, apiId, keySpaceId, keyId }));
    if (permanent) {
      // Its links go with it, so their other ends are held like for any other change of links.
      await holdPermissionsOfKey(tx, { workspaceId, keyId });
      await holdRolesOfKey(tx, { workspaceId, keyId });
      await removeKey(tx, { workspaceId, keyId });
    } else {
      await markKeyDeleted(tx, { workspaceId, keyId, nowMs: deps.clock.nowMs() });
      // Its record stays, but nobody has any business with the key itself any more.
      await deleteEncryptedKey(tx, { workspaceId, keyId });
    }
    record.audit(keyDeleted({ keyId, name: key.name }, { permanent }));
    record.changed({ kind: 'key', hash: key.hash });
    return {};
  });
});
