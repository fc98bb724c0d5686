import { deleteApi as definition } from '@unlatch/contract/operations/apis/deleteApi';
import { apiDeleted } from '../../../domain/audit/apis.js';
import { apiNotFound } from '../../../domain/not-found.js';
import { Problem } from '../../../domain/problems.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { lockLiveApiForChange, markApiDeleted } from '../../../store/apis/apis.js';
import { deleteEncryptedKeysOfApi } from '../../../store/encryption/encrypted-keys.js';
import { implement } from '../../implement.js';

/** Of more copies than these, the job for deleted APIs removes the rest. */
const COPIES_MAX = 10_000;

export const deleteApi = implement(definition, async (call, deps) => {
  const { body, caller } = call;
  const { apiId } = body;
  return commitChange(deps, call, async (tx, record) => {
    const selector = { workspaceId: caller.workspaceId, apiId };
    const api = await lockLiveApiForChange(tx, selector);
    if (api === undefined) throw apiNotFound();
    if (api.deleteProtection) throw isProtected();
    await markApiDeleted(tx, { ...selector, nowMs: deps.clock.nowMs() });
    await deleteEncryptedKeysOfApi(tx, { ...selector, max: COPIES_MAX });
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
