/**
 * How long the next attempt has to wait after so many failures in a row: `DELAYS_MS[failures - 1]`. The last
 * one holds for more failures, too. A person mistypes a password now and then, so waiting begins
 * with the fifth.
 */
export const DELAYS_MS: readonly number[] = [
  0,
  0,
  0,
  0,
  ...Array.from({ length: 10 }, (_, doublings) => 1000 * 2 ** doublings),
  15 * 60_000,
];

/** Failures are forgotten after so long without another one. */
export const ATTEMPTS_KEPT_MS = 24 * 60 * 60_000;

/** More of them are forgotten, the oldest first. */
export const ATTEMPTS_KEPT_MAX = 100_000;

/**
 * Whether one more failure goes to the audit log: each of the first ones, then at every doubling. An
 * attack must not fill the log.
 */
export function isAuditedFailure(failures: number): boolean {
  return failures <= 5 || Number.isInteger(Math.log2(failures));
}
