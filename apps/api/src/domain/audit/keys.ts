import { apiTarget } from './apis.js';
import type { AuditEvent, AuditTarget } from './audit-event.js';
import { changedFields, withBefore } from './with-before.js';

interface AuditedKey {
  readonly keyId: string;
  readonly name: string | null;
}

interface ApiOfKey {
  readonly id: string;
  readonly name: string;
}

/** The trail names a new key by its id, even if it has a name. */
export function keyCreated(keyId: string, api: ApiOfKey): AuditEvent {
  return {
    event: 'key.create',
    description: `Created key ${keyId}`,
    targets: [keyTarget({ keyId, name: keyId }), apiTarget(api)],
  };
}

export function keyImported(
  key: AuditedKey,
  { migrationId, api }: { readonly migrationId: string; readonly api: ApiOfKey },
): AuditEvent {
  return {
    event: 'key.create',
    description: `Created key ${key.keyId} in migration ${migrationId}`,
    targets: [keyTarget(key), apiTarget(api)],
  };
}

/**
 * What the trail shows of a key, by the names of the request. Its meta belongs to its owner, so the
 * trail has none of it.
 */
export interface AuditedKeyState {
  readonly name: string | null;
  readonly enabled: boolean;
  readonly expires: number | null;
  readonly remaining: number | null;
}

export function keyUpdated(
  key: AuditedKey,
  api: ApiOfKey,
  { next, old }: { readonly next: AuditedKeyState; readonly old: AuditedKeyState },
): AuditEvent {
  const changes = changedFields({ ...next }, { ...old });
  const meta = Object.keys(changes).length === 0 ? {} : { meta: withBefore(changes, { ...old }) };
  return {
    event: 'key.update',
    description: `Updated key ${key.keyId}`,
    targets: [{ ...keyTarget(key), ...meta }, apiTarget(api)],
  };
}

/** `remaining`: `null` for a key with unlimited credits. */
export function keyCreditsUpdated(
  key: AuditedKey & { readonly keySpaceId: string },
  remaining: number | null,
): AuditEvent {
  return {
    event: 'key.update',
    description: `Updated Key ${key.keyId}, set remaining to ${remaining ?? 'unlimited'}.`,
    targets: [{ type: 'keySpace', id: key.keySpaceId }, keyTarget(key)],
  };
}

/**
 * One statement refills many keys and writes their audit events, so these words are constants. The
 * name of the key, or else its id, follows the description.
 */
export const KEY_REFILLED = {
  event: 'key.update',
  descriptionStart: 'Refilled key ',
} as const satisfies Pick<AuditEvent, 'event'> & { readonly descriptionStart: string };

/** The new key has the name of the old one. */
export function keyRerolled(
  old: AuditedKey,
  { keyId, api }: { readonly keyId: string; readonly api: ApiOfKey },
): AuditEvent {
  return {
    event: 'key.reroll',
    description: `Rerolled key (${old.keyId}) to (${keyId})`,
    targets: [keyTarget({ keyId, name: old.name }), keyTarget(old), apiTarget(api)],
  };
}

export function keyDecrypted(keyId: string, api: ApiOfKey): AuditEvent {
  return {
    event: 'key.decrypt',
    description: `Decrypted key ${keyId}`,
    targets: [keyTarget({ keyId, name: null }), apiTarget(api)],
  };
}

/** `permanent`: its row is gone too. */
export function keyDeleted(
  key: AuditedKey,
  { permanent }: { readonly permanent: boolean },
): AuditEvent {
  return {
    event: 'key.delete',
    description: permanent ? `Permanently deleted ${key.keyId}` : `Deleted ${key.keyId}`,
    targets: [keyTarget(key)],
  };
}

export function keyTarget({ keyId, name }: AuditedKey): AuditTarget {
  return { type: 'key', id: keyId, ...(name === null ? {} : { name }) };
}
