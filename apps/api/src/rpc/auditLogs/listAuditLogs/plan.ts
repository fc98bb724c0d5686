import type { Static } from '@sinclair/typebox';
import type { listAuditLogs as definition } from '@unlatch/contract/operations/auditLogs/listAuditLogs';
import { invalidInput } from '../../../domain/problems.js';
import type { AuditPosition } from '../../../store/audit/audit-log-page.js';
import { notACursor, readPageRequest } from '../../shared/read-page.js';

type Request = Static<typeof definition.request>;

interface AuditRange {
  readonly fromMs: number;
  readonly toMs: number;
  readonly start: AuditPosition;
  readonly isOldestFirst: boolean;
  readonly limit: number;
  readonly bytesMax: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Sorts after every id, because ids consist of letters, digits and underscores. */
const AFTER_ALL_IDS = '~';
const BEFORE_ALL_IDS = '';

/**
 * The part of the log that a page may show. Events past their retention are never shown, deleted or
 * not.
 */
export function planAuditRange(
  request: Request,
  { retentionDays, nowMs }: { retentionDays: number; nowMs: number },
): AuditRange {
  const { from = 0, to = Number.MAX_SAFE_INTEGER } = request;
  if (from >= to) throw invalidInput('body.to', 'must be later than from');
  const { limit, bytesMax, from: cursor } = readPageRequest(request, { parts: 2 });
  const fromMs = Math.max(from, nowMs - retentionDays * DAY_MS);
  const isOldestFirst = request.order === 'asc';
  const first = isOldestFirst
    ? { timeMs: fromMs, id: BEFORE_ALL_IDS }
    : { timeMs: to - 1, id: AFTER_ALL_IDS };
  const next = cursor === undefined ? first : readPosition(cursor);
  const isInRange = next.timeMs >= fromMs && next.timeMs < to;
  // A cursor that the retention has overtaken goes on from what is left.
  const start = isOldestFirst && !isInRange ? first : next;
  return { fromMs, toMs: to, start, isOldestFirst, limit, bytesMax };
}

function readPosition([time, id = '']: readonly string[]): AuditPosition {
  const timeMs = Number(time);
  if (!Number.isSafeInteger(timeMs)) throw notACursor();
  return { timeMs, id };
}
