import { patched } from '../../lib/patched.js';

/** As `patched`, and an empty text clears it too. */
export function patchedDescription(
  requested: string | null | undefined,
  current: string | null,
): string | null {
  return patched(requested === '' ? null : requested, current);
}
