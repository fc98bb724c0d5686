import { allOf, type Requirement, tuple } from './requirement.js';

/** What the operations on root keys and on the audit log ask of their caller. */

export function createRootKey(): Requirement {
  return tuple('root_key.*.create_root_key');
}

export function readRootKey(): Requirement {
  return tuple('root_key.*.read_root_key');
}

export function updateRootKey(): Requirement {
  return tuple('root_key.*.update_root_key');
}

export function deleteRootKey(): Requirement {
  return tuple('root_key.*.delete_root_key');
}

/** Makes one root key and sets an end to another. */
export function rerollRootKey(): Requirement {
  return allOf(createRootKey(), updateRootKey());
}

export function readAuditLog(): Requirement {
  return tuple('audit_log.*.read_audit_log');
}
