import { listAuditLogs as definition } from '@unlatch/contract/operations/auditLogs/listAuditLogs';
import { retentionDaysAt } from '../../../domain/audit/retention.js';
import { mapPage } from '../../../domain/pagination.js';
import { listAuditEvents, type StoredAuditEvent } from '../../../store/audit/audit-log-page.js';
import { findWorkspace } from '../../../store/workspaces/workspaces.js';
import { implementList } from '../../implement.js';
import { planAuditRange } from './plan.js';

export const listAuditLogs = implementList(definition, async ({ body, caller }, deps) => {
  const { workspaceId } = caller;
  const nowMs = deps.clock.nowMs();
  const retentionDays = retentionDaysAt(await findWorkspace(deps.db, workspaceId), nowMs);
  const range = planAuditRange(body, { retentionDays, nowMs });
  const { events, actorIds, targetIds, requestIds, search = '' } = body;
  const filters = { events, actorIds, targetIds, requestIds, text: search.trim() };
  return mapPage(await listAuditEvents(deps.db, { workspaceId, ...range, ...filters }), present);
});

function present(event: StoredAuditEvent) {
  return {
    id: event.id,
    time: event.timeMs,
    event: event.event,
    description: event.description,
    actor: {
      type: event.actorType,
      id: event.actorId,
      ...(event.actorName === null ? {} : { name: event.actorName }),
    },
    targets: event.targets,
    ...(event.remoteIp === null ? {} : { remoteIp: event.remoteIp }),
    ...(event.userAgent === null ? {} : { userAgent: event.userAgent }),
    ...(event.correlationId === null ? {} : { correlationId: event.correlationId }),
    ...(event.requestId === null ? {} : { requestId: event.requestId }),
  };
}
