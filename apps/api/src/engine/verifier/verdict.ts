import type { LimitVerdict } from '../../domain/rate-limit/sliding-window.js';
import type { VerificationCode } from '../../domain/verification/decide.js';
import type { KeySnapshot } from '../../domain/verification/key-snapshot.js';
import type { SelectedLimit } from '../../domain/verification/select-limits.js';

/** The result of a verification. All verdicts have these fields in this order, to stay fast. */
export interface Verdict {
  readonly code: VerificationCode;
  /** `null` if and only if the code is NOT_FOUND. */
  readonly key: KeySnapshot | null;
  /** `null`: no limit was judged. */
  readonly limits: JudgedLimits | null;
  /**
   * What the key has left, as the ledger said. If the ledger was not asked: as this process saw it
   * last. `null`: unlimited.
   */
  readonly balance: number | null;
  readonly spentCredits: number;
}

/** The i-th verdict belongs to the i-th limit. */
export interface JudgedLimits {
  readonly limits: readonly SelectedLimit[];
  readonly verdicts: readonly LimitVerdict[];
}

/** An earlier request with the same Idempotency-Key got this answer, and was recorded then. */
export interface Repeated<Written> {
  readonly code: 'REPEATED';
  readonly answer: Written;
}

/**
 * Says nothing about the key. It may be missing, of another workspace, or hidden from this caller.
 * One value stands for all of these, so that no field can tell them apart.
 */
export const NOT_FOUND: Verdict = {
  code: 'NOT_FOUND',
  key: null,
  limits: null,
  balance: null,
  spentCredits: 0,
};

/** For a verdict that did not touch the credits. */
export function verdictOn(
  key: KeySnapshot,
  code: VerificationCode,
  limits: JudgedLimits | null,
): Verdict {
  const balance = key.credits === null ? null : key.credits.lastSeenBalance;
  return { code, key, limits, balance, spentCredits: 0 };
}
