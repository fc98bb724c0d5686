import { KEY_BYTE_LENGTH_DEFAULT, prefixOfStart } from '../../../domain/key-format/format-key.js';
import type { Api } from '../../../store/apis/apis.js';
import type { KeyWithState } from '../../../store/keys/key-state.js';

interface KeyShape {
  readonly prefix: string | null;
  readonly byteLength: number;
}

/**
 * The new key looks like the old one. An imported key was never seen, so its length is not known,
 * and its prefix only if it has been verified since: what is not known is as for any new key.
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
 * A grace period never lengthens the life of the old key. A key is good up to and including its
 * last millisecond, so without grace that millisecond is the one before this.
 */
export function planExpiry(
  oldExpiresAtMs: number | null,
  { graceMs, nowMs }: { graceMs: number; nowMs: number },
): number {
  const endsAtMs = graceMs === 0 ? nowMs - 1 : nowMs + graceMs;
  return Math.min(oldExpiresAtMs ?? Number.POSITIVE_INFINITY, endsAtMs);
}
