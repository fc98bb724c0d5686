import { getLimits as definition } from '@unlatch/contract/operations/workspace/getLimits';
import { retentionDaysAt } from '../../../domain/audit/retention.js';
import type { QuotaKind } from '../../../domain/quotas.js';
import { countBillable } from '../../../store/events/billable.js';
import { type Quota, readQuotas } from '../../../store/workspaces/quotas.js';
import { findWorkspace } from '../../../store/workspaces/workspaces.js';
import { implement } from '../../implement.js';

export const getLimits = implement(definition, async ({ caller }, deps) => {
  const { workspaceId } = caller;
  const workspace = await findWorkspace(deps.db, workspaceId);
  const quotas = await readQuotas(deps.db, workspaceId);
  const nowMs = deps.clock.nowMs();
  const { verifications, limitChecks } = await countBillable(deps.db, {
    workspaceId,
    fromMs: startOfMonth(nowMs),
    toMs: nowMs,
  });
  const of = (kind: QuotaKind) => presentQuota(quotas.get(kind));
  return {
    apiBillableOperationsCountMaxPerMonth: {
      limit: null,
      current: verifications + limitChecks,
    },
    apiRequestsCountMaxPerMinute: { limit: workspace.apiRequestsPerMinute },
    logsRetentionDaysMax: { limit: workspace.logRetentionDays },
    logsAuditRetentionDaysMax: { limit: retentionDaysAt(workspace, nowMs) },
    logdrainsMax: { limit: 0, current: 0 },
    keysMax: of('keys'),
    identitiesMax: of('identities'),
    permissionsMax: of('permissions'),
    rolesMax: of('roles'),
    apisMax: of('apis'),
    rootKeysMax: of('rootKeys'),
    migrationsMax: of('migrations'),
    namespacesMax: of('namespaces'),
    overridesMax: of('overrides'),
    membersMax: of('members'),
    invitationsMax: of('invitations'),
    teamRolesMax: of('teamRoles'),
  };
});

function presentQuota(quota: Quota | undefined) {
  if (quota === undefined) throw new Error('the database has no quota of a kind that it counts');
  return { limit: quota.max, current: quota.count };
}

function startOfMonth(nowMs: number): number {
  const now = new Date(nowMs);
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth());
}
