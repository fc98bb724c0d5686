import { apiDeleted } from '../../../domain/audit/apis.js';
import { authorize } from '../../../domain/authorization/authorize.js';
import * as requirements from '../../../domain/authorization/requirements.js';
import { apiNotFound } from '../../../domain/not-found.js';
import { Problem } from '../../../domain/problems.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { lockLiveApiForChange, markApiDeleted } from '../../../store/apis/apis.js';
import { implementRpc } from '../../define-rpc.js';
import { definition } from './schema.js';

export const deleteApi = implementRpc(definition, async (call, deps) => {
  const { body, caller } = call;
  const { apiId } = body;
  // Asked about the id in the request, so a missing grant says nothing about what exists.
  authorize(caller, requirements.deleteApi({ apiId }));
  return commitChange(deps, call, async (tx, record) => {
    const selector = { workspaceId: caller.workspaceId, apiId };
    const api = await lockLiveApiForChange(tx, selector);
    if (api === undefined) throw apiNotFound();
    if (api.deleteProtection) throw isProtected();
    await markApiDeleted(tx, { ...selector, nowMs: deps.clock.nowMs() });
    record.audit(apiDeleted(api));
    record.changed({ kind: 'api', id: apiId });
    return {};
  });
});

function isProtected(): Problem {
  return new Problem(
    'unkey/application/protected_resource',
    'This API has delete protection. Switch it off with apis.updateApi, then delete the API.',
  );
}
