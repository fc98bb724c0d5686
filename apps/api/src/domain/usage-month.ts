const DAY_MS = 24 * 60 * 60 * 1000;

/** A month that began longer ago than this is not shown. */
const SHOWN_DAYS = 90;

/** A month in UTC; `month` counts from 1. */
interface Month {
  readonly year: number;
  readonly month: number;
}

interface Span {
  readonly fromMs: number;
  /** Exclusive. */
  readonly toMs: number;
}

type MonthDecision =
  | { readonly isShown: true; readonly span: Span }
  | { readonly isShown: false; readonly fault: string };

/** The span of the month whose usage is asked for. Absent: the current month. */
export function decideUsageMonth(asked: Month | undefined, nowMs: number): MonthDecision {
  const now = new Date(nowMs);
  const year = asked?.year ?? now.getUTCFullYear();
  const month = asked?.month ?? now.getUTCMonth() + 1;
  const fromMs = Date.UTC(year, month - 1);
  if (fromMs > nowMs) return { isShown: false, fault: 'is in the future' };
  if (asked !== undefined && fromMs < nowMs - SHOWN_DAYS * DAY_MS) {
    return { isShown: false, fault: `must begin within the last ${SHOWN_DAYS} days` };
  }
  return { isShown: true, span: { fromMs, toMs: Math.min(Date.UTC(year, month), nowMs) } };
}
