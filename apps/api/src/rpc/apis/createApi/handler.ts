import { createApi as definition } from '@unlatch/contract/operations/apis/createApi';
import { apiCreated } from '../../../domain/audit/apis.js';
import { newId } from '../../../lib/ids.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { insertApi } from '../../../store/apis/apis.js';
import { implement } from '../../implement.js';

export const createApi = implement(definition, async (call, deps) => {
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
