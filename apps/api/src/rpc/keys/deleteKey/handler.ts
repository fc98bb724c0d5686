import * as requirements from '../../../domain/authorization/requirements.js';
import { authorize } from '../../../operations/authorize.js';
import { commitChange } from '../../../operations/commit-change.js';
import { keyNotFound } from '../../../operations/not-found.js';
import { lockLiveKey, markKeyDeleted, removeKey } from '../../../store/keys.js';
import { implementRpc } from '../../define-rpc.js';
import { definition } from './schema.js';

export const deleteKey = implementRpc(definition, async (call, deps) => {
  const { body, caller } = call;
  const { workspaceId } = caller;
  const { keyId, permanent = false } = body;
  await commitChange(deps, call, async (tx, record) => {
    const key = await lockLiveKey(tx, { workspaceId, keyId });
    if (key === undefined) throw keyNotFound();
    const { apiId, keySpaceId } = key;
    authorize(caller, requirements.deleteKey({ workspaceId, apiId, keySpaceId, keyId }));
    if (permanent) await removeKey(tx, { workspaceId, keyId });
    else await markKeyDeleted(tx, { workspaceId, keyId, nowMs: deps.clock.nowMs() });
    record.audit({
      event: 'key.delete',
      description: permanent ? `Permanently deleted ${keyId}` : `Deleted ${keyId}`,
      targets: [{ type: 'key', id: keyId, ...(key.name === null ? {} : { name: key.name }) }],
    });
    record.changed({ kind: 'key', hash: key.hash });
  });
  return {};
});
