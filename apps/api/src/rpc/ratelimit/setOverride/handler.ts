import { setOverride as definition } from '@unlatch/contract/operations/ratelimit/setOverride';
import { overrideSet } from '../../../domain/audit/namespaces.js';
import { namespaceNotFound } from '../../../domain/not-found.js';
import { invalidInput } from '../../../domain/problems.js';
import {
  INNER_WILDCARDS_MAX,
  OVERRIDES_MAX,
  WILDCARDS_MAX,
} from '../../../domain/rate-limit/namespace.js';
import { newId } from '../../../lib/ids.js';
import { commitChange } from '../../../operations/change/commit-change.js';
import { lockLiveNamespace } from '../../../store/rate-limits/namespaces.js';
import {
  countOverrides,
  type OverrideCounts,
  storeOverride,
} from '../../../store/rate-limits/overrides.js';
import { implement } from '../../implement.js';

export const setOverride = implement(definition, async (call, deps, rights) => {
  const { identifier, limit, duration, namespace: idOrName } = call.body;
  const { workspaceId } = call.caller;
  return commitChange(deps, call, async (tx, record) => {
    const namespace = await lockLiveNamespace(tx, { workspaceId, idOrName });
    if (namespace === undefined) throw namespaceNotFound();
    const namespaceId = namespace.id;
    rights.require(call.caller, { namespaceId });
    const nowMs = deps.clock.nowMs();
    const values = { identifier, limit, windowMs: duration };
    const offered = { workspaceId, namespaceId, id: newId('rlor', nowMs), ...values, nowMs };
    const id = await storeOverride(tx, offered);
    refuseTooMany(await countOverrides(tx, { workspaceId, namespaceId }));
    record.audit(overrideSet({ id, identifier }, namespace));
    record.changed({ kind: 'namespace', workspaceId, id: namespaceId, name: namespace.name });
    return { overrideId: id };
  });
});

/** The counts include the override that has just been stored, which a refusal rolls back. */
function refuseTooMany({ total, wildcards, innerWildcards }: OverrideCounts): void {
  if (total > OVERRIDES_MAX) {
    throw invalidInput(
      'body.namespace',
      `has ${OVERRIDES_MAX} overrides, which is the most that it can have`,
      'Delete some that are not needed, or let one with a wildcard stand for many.',
    );
  }
  if (wildcards > WILDCARDS_MAX) {
    throw invalidInput(
      'body.namespace',
      `has ${WILDCARDS_MAX} overrides with a wildcard, which is the most that it can have`,
      'Delete some that are not needed, or set overrides for the identifiers themselves.',
    );
  }
  if (innerWildcards > INNER_WILDCARDS_MAX) {
    throw invalidInput(
      'body.namespace',
      `has ${INNER_WILDCARDS_MAX} overrides with text between two wildcards, which is the most that it can have`,
      'Delete some that are not needed, or use patterns with one wildcard, such as a*b.',
    );
  }
}
