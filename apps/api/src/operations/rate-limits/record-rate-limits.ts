import type { AuditTarget } from '../../store/audit/audit-log.js';
import type { RateLimit, RateLimitChanges } from '../../store/rate-limits/rate-limits.js';
import type { ChangeRecord } from '../change/commit-change.js';

/** One event for each limit that its owner has lost, kept or got. */
export function recordRateLimits(
  record: ChangeRecord,
  owner: AuditTarget,
  { deleted, updated, created }: RateLimitChanges,
): void {
  recordEach(record, owner, { event: 'ratelimit.delete', verb: 'Deleted', limits: deleted });
  recordEach(record, owner, { event: 'ratelimit.update', verb: 'Updated', limits: updated });
  recordEach(record, owner, { event: 'ratelimit.create', verb: 'Created', limits: created });
}

interface Events {
  readonly event: string;
  readonly verb: string;
  readonly limits: readonly RateLimit[];
}

function recordEach(
  record: ChangeRecord,
  owner: AuditTarget,
  { event, verb, limits }: Events,
): void {
  for (const { id, name } of limits) {
    record.audit({
      event,
      description: `${verb} ratelimit ${id}`,
      targets: [owner, { type: 'ratelimit', id, name }],
    });
  }
}
