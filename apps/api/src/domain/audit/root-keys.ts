import type { AuditEvent, AuditTarget } from './audit-event.js';
import { withBefore } from './with-before.js';

/* Audit events of root keys have the names of those of keys. The target shows the difference. */

interface AuditedRootKey {
  readonly id: string;
  readonly name: string | null;
}

export function rootKeyCreated(
  rootKey: AuditedRootKey,
  power: { readonly permissions: readonly string[]; readonly expiresAtMs: number | null },
): AuditEvent {
  const { permissions, expiresAtMs } = power;
  return {
    event: 'key.create',
    description: `Created root key ${rootKey.id}`,
    targets: [{ ...rootKeyTarget(rootKey), meta: { permissions, expires: expiresAtMs } }],
  };
}

/** It may do everything, so its permissions are not listed. */
export function fullRootKeyCreated(rootKey: AuditedRootKey): AuditEvent {
  return {
    event: 'key.create',
    description: `Created root key ${rootKey.id}`,
    targets: [rootKeyTarget(rootKey)],
  };
}

export function rootKeyUpdated(
  rootKey: AuditedRootKey,
  changes: Readonly<Record<string, unknown>>,
  old: Readonly<Record<'name' | 'enabled' | 'expires', unknown>>,
): AuditEvent {
  return {
    event: 'key.update',
    description: `Updated root key ${rootKey.id}`,
    targets: [{ ...rootKeyTarget(rootKey), meta: withBefore(changes, old) }],
  };
}

/** The new root key has the name of the old one. */
export function rootKeyRerolled(old: AuditedRootKey, newId: string): AuditEvent {
  return {
    event: 'key.reroll',
    description: `Rerolled root key (${old.id}) to (${newId})`,
    targets: [rootKeyTarget({ id: newId, name: old.name }), rootKeyTarget(old)],
  };
}

export function rootKeyDeleted(rootKey: AuditedRootKey): AuditEvent {
  return {
    event: 'key.delete',
    description: `Deleted root key ${rootKey.id}`,
    targets: [rootKeyTarget(rootKey)],
  };
}

function rootKeyTarget({ id, name }: AuditedRootKey): AuditTarget {
  return { type: 'rootKey', id, ...(name === null ? {} : { name }) };
}
