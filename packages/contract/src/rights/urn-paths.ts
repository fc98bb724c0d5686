/**
 * Every path on which a URN can grant something, with its actions there. Paths are written as in
 * rights: a name in braces stands for an id, and a `*` for all ids together.
 *
 * A grant on another path, or with another action, is refused as a typing error: no operation asks
 * for it.
 */
export const URN_PATHS = {
  'keyspaces/*': ['create_keyspace'],
  'keyspaces/{keySpaceId}': ['read_keyspace', 'create_key', 'read_analytics'],
  'keyspaces/{keySpaceId}/keys/*': ['read_key', 'encrypt_key', 'decrypt_key'],
  'keyspaces/{keySpaceId}/keys/{keyId}': [
    'read_key',
    'update_key',
    'delete_key',
    'verify_key',
    'decrypt_key',
  ],
  'rootKeys/*': ['write'],
  'rootKeys/{keyId}': ['read', 'write', 'delete'],
  limits: ['read'],
  usage: ['read'],
  'projects/*/identities/*': [
    'create_identity',
    'read_identity',
    'update_identity',
    'delete_identity',
  ],
  'projects/{projectId}/rbac/permissions/{permissionId}': ['write'],
  'projects/{projectId}/rbac/roles/{roleId}': ['write'],
  'rbac/permissions/*': ['create_permission'],
  'rbac/roles/*': ['create_role'],
  'ratelimits/namespaces/{namespaceId}': ['set_override', 'read_analytics'],
  'ratelimits/namespaces/{namespaceId}/overrides/{overrideId}': [
    'read_override',
    'delete_override',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;
