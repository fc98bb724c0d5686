/** One check of one identifier, as its client saw it. */
export interface LimitCheck {
  readonly node: number;
  readonly incarnation: number;
  readonly sentMs: number;
  readonly endedMs: number;
  readonly cost: number;
  /** `unknown`: it may have been counted. */
  readonly result: 'passed' | 'denied' | 'unknown';
}

export interface LimitLife {
  readonly limit: number;
  readonly checks: readonly LimitCheck[];
  /** How many processes may have decided without Redis, in one life each. */
  readonly apart: number;
  /** How often Redis lost counts: flushed, restarted, put back, swapped. */
  readonly losses: number;
}

/**
 * The bounds of docs/operating.md, for an identifier whose window does not end.
 *
 * While Redis answers, one limit passes, and only what does not fit is denied. Each process that
 * decided without Redis has counted what it let through itself, so each adds one limit at most. For
 * each loss of counts, the processes that did not know them add one limit, together. A process that
 * has denied knows why, and never lets through what costs as much.
 */
export function judgeLimit(life: LimitLife): string[] {
  return [...judgeSum(life), ...judgeDenials(life), ...judgeBlocked(life)];
}

function judgeSum({ limit, checks, apart, losses }: LimitLife): string[] {
  const passed = sumOf(checks.filter(({ result }) => result === 'passed'));
  const allowed = limit * (1 + apart + losses);
  if (passed <= allowed) return [];
  return [
    `${passed} passed, and at most ${allowed} may: a limit of ${limit}, ${apart} processes apart, ${losses} losses of counts`,
  ];
}

/** Only an exact count can tell that a denial was wrong. */
function judgeDenials({ limit, checks, apart, losses }: LimitLife): string[] {
  if (apart > 0 || losses > 0) return [];
  const wrong = checks.filter((denied) => {
    if (denied.result !== 'denied') return false;
    const before = checks.filter(
      ({ result, sentMs }) => result !== 'denied' && sentMs < denied.endedMs,
    );
    return sumOf(before) + denied.cost <= limit;
  });
  return wrong.map(({ cost, sentMs }) => `denied ${cost} at ${sentMs}, although it fitted`);
}

function judgeBlocked({ checks }: LimitLife): string[] {
  const denials = checks.filter(({ result }) => result === 'denied');
  const wrong = checks.filter(
    (check) =>
      check.result === 'passed' &&
      denials.some(
        (denied) =>
          denied.node === check.node &&
          denied.incarnation === check.incarnation &&
          denied.endedMs < check.sentMs &&
          denied.cost <= check.cost,
      ),
  );
  return wrong.map(
    ({ node, incarnation, cost, sentMs }) =>
      `process ${node}.${incarnation} let ${cost} pass at ${sentMs} after it had denied as much`,
  );
}

function sumOf(checks: readonly LimitCheck[]): number {
  return checks.reduce((sum, { cost }) => sum + cost, 0);
}
