import { KEY_BYTE_LENGTH_DEFAULT, prefixOfStart } from '../../../domain/key-format/format-key.js';
import type { Api } from '../../../store/apis/apis.js';
import type { KeyWithState } from '../../../store/keys/key-state.js';

interface KeyShape {
  readonly prefix: string | null;
  readonly byteLength: number;
}

/**
 * The new key has the form of the old one. The service has never seen an imported key before its
 * first verification. So the length of an imported key is unknown, and its prefix is known only
 * after that. An unknown part is as for any new key.
 */
export function planKeyShape(
  old: Pick<KeyWithState, 'start' | 'prefix' | 'byteLength'>,
  api: Pick<Api, 'defaultPrefix' | 'defaultByteLength'>,
): KeyShape {
  if (old.byteLength !== null) return { prefix: old.prefix, byteLength: old.byteLength };
  return {
    prefix: old.start === '' ? api.defaultPrefix : prefixOfStart(old.start),
    byteLength: api.defaultByteLength ?? KEY_BYTE_LENGTH_DEFAULT,
  };
}

/**
 * A grace period never lengthens the life of the old key; `null` leaves it as it is. A key is valid
 * up to and including its last millisecond. So without grace, that millisecond is the one before
 * this.
 */
export function planExpiry(
  oldExpiresAtMs: number | null,
  { graceMs, nowMs }: { graceMs: number | null; nowMs: number },
): number | null {
  if (graceMs === null) return oldExpiresAtMs;
  const endsAtMs = graceMs === 0 ? nowMs - 1 : nowMs + graceMs;
  return Math.min(oldExpiresAtMs ?? Number.POSITIVE_INFINITY, endsAtMs);
}
