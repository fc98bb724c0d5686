/** How long a workspace keeps its audit events. */
export interface AuditRetention {
  readonly auditRetentionDays: number;
  /** A longer retention that still counts until `auditKeptUntilMs`, after it was lowered. */
  readonly auditKeptDays: number | null;
  readonly auditKeptUntilMs: number | null;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/**
 * An intruder cannot hide what it did by lowering the retention: the workspace has a week to see
 * the audit event of that change.
 */
export const SHRINK_DELAY_MS = 7 * DAY_MS;

/** The retention that counts at this moment. */
export function retentionDaysAt(retention: AuditRetention, nowMs: number): number {
  const { auditRetentionDays, auditKeptDays, auditKeptUntilMs } = retention;
  const isKept = auditKeptDays !== null && auditKeptUntilMs !== null && nowMs < auditKeptUntilMs;
  return isKept ? Math.max(auditKeptDays, auditRetentionDays) : auditRetentionDays;
}

/** A longer retention counts at once, a shorter one after the delay. */
export function planRetention(
  before: AuditRetention,
  { days, nowMs }: { days: number; nowMs: number },
): AuditRetention {
  const current = retentionDaysAt(before, nowMs);
  if (days >= current) {
    return { auditRetentionDays: days, auditKeptDays: null, auditKeptUntilMs: null };
  }
  return {
    auditRetentionDays: days,
    auditKeptDays: current,
    auditKeptUntilMs: nowMs + SHRINK_DELAY_MS,
  };
}
