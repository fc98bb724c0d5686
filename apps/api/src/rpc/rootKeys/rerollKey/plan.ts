/**
 * When the old root key expires. A grace never makes that later than it was, and `null` leaves it.
 *
 * A root key is valid up to and including the millisecond of its expiry, so one that ends now needs
 * an earlier one.
 */
export function endOfOld(
  { expiresAtMs }: { readonly expiresAtMs: number | null },
  { graceMs, nowMs }: { readonly graceMs: number | null; readonly nowMs: number },
): number | null {
  if (graceMs === null) return expiresAtMs;
  const endsAtMs = graceMs === 0 ? nowMs - 1 : nowMs + graceMs;
  return Math.min(expiresAtMs ?? endsAtMs, endsAtMs);
}
