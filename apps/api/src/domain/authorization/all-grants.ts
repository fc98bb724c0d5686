/** Every action that can be granted for all resources of a type, as `<type>.*.<action>`. */
const ACTIONS = {
  api: [
    'create_api',
    'read_api',
    'update_api',
    'delete_api',
    'create_key',
    'read_key',
    'update_key',
    'delete_key',
    'verify_key',
    'encrypt_key',
    'decrypt_key',
    'read_analytics',
  ],
  ratelimit: [
    'create_namespace',
    'read_namespace',
    'update_namespace',
    'delete_namespace',
    'limit',
    'set_override',
    'read_override',
    'delete_override',
    'list_overrides',
    'read_analytics',
  ],
  rbac: [
    'create_permission',
    'read_permission',
    'update_permission',
    'delete_permission',
    'create_role',
    'read_role',
    'update_role',
    'delete_role',
    'add_permission_to_role',
    'remove_permission_from_role',
    'add_permission_to_key',
    'remove_permission_from_key',
    'add_role_to_key',
    'remove_role_from_key',
  ],
  identity: ['create_identity', 'read_identity', 'update_identity', 'delete_identity'],
  root_key: ['create_root_key', 'read_root_key', 'update_root_key', 'delete_root_key'],
  migration: ['create_migration', 'read_migration'],
  audit_log: ['read_audit_log'],
  workspace: ['read_workspace', 'update_workspace'],
} as const;

/**
 * The permissions of a root key that may do everything in its workspace. The tuples are spelled
 * out beside the URN of an administrator because most operations ask for a tuple only.
 */
export function allGrants(workspaceId: string): string[] {
  const tuples = Object.entries(ACTIONS).flatMap(([type, actions]) =>
    actions.map((action) => `${type}.*.${action}`),
  );
  return [...tuples, `unkey:v1:${workspaceId}:**#*`];
}

const KNOWN_ACTIONS = new Set(
  Object.entries(ACTIONS).flatMap(([type, actions]) =>
    actions.map((action) => `${type}.${action}`),
  ),
);

/** Whether any operation can ask for the action on things of the type. */
export function isKnownAction(type: string, action: string): boolean {
  return KNOWN_ACTIONS.has(`${type}.${action}`);
}
