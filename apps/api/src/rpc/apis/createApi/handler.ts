import { apiCreated } from '../../../domain/audit/apis.js';
import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements.js';
import { newId } from '../../../lib/ids.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { insertApi } from '../../../store/apis/apis.js';
import { implementRpc } from '../../define-rpc.js';
import { definition } from './schema.js';

export const createApi = implementRpc(definition, async (call, deps) => {
  authorize(call.caller, requirements.createApi());
  const nowMs = deps.clock.nowMs();
  const api = { id: newId('api', nowMs), name: call.body.name };
  return commitChange(deps, call, async (tx, record) => {
    await insertApi(tx, {
      ...api,
      workspaceId: call.caller.workspaceId,
      keySpaceId: newId('ks', nowMs),
      nowMs,
    });
    record.audit(apiCreated(api));
    return { apiId: api.id };
  });
});
