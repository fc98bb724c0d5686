import { updateApi as definition } from '@unlatch/contract/operations/apis/updateApi';
import { apiUpdated } from '../../../domain/audit/apis.js';
import { apiNotFound } from '../../../domain/not-found.js';
import { invalidInputs } from '../../../domain/problems.js';
import { isIpRange } from '../../../lib/ip-ranges.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { lockLiveApiForChange, storeApiSettings } from '../../../store/apis/apis.js';
import { implement } from '../../implement.js';
import { presentApi } from '../../shared/api.js';

export const updateApi = implement(definition, async (call, deps) => {
  const { workspaceId } = call.caller;
  const { apiId, ...changes } = call.body;
  refuseInvalidRanges(changes.ipAllowList ?? []);
  return commitChange(deps, call, async (tx, record) => {
    const api = await lockLiveApiForChange(tx, { workspaceId, apiId });
    if (api === undefined) throw apiNotFound();
    const changed = { ...api, ...changes, updatedAtMs: deps.clock.nowMs() };
    await storeApiSettings(tx, { ...changed, workspaceId });
    record.audit(apiUpdated(changed, changes, api));
    record.changed({ kind: 'api', id: apiId });
    return presentApi(changed);
  });
});

function refuseInvalidRanges(entries: readonly string[]): void {
  const [first, ...others] = entries.flatMap((entry, index) => {
    if (isIpRange(entry)) return [];
    const location = `body.ipAllowList[${index}]`;
    return [{ location, message: 'must be an IPv4 or IPv6 address or a CIDR range' }];
  });
  if (first !== undefined) throw invalidInputs([first, ...others]);
}
