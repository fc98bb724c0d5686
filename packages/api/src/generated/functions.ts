// Written by `pnpm gen` from the contract. Do not edit.

import { standalone } from '../standalone.js';

/** Create an API. */
export const apisCreateApi = /* @__PURE__ */ standalone<'apis', 'createApi'>({
  name: 'apis.createApi',
  kind: 'write',
  deduplicated: true,
});

/** Delete an API. */
export const apisDeleteApi = /* @__PURE__ */ standalone<'apis', 'deleteApi'>({
  name: 'apis.deleteApi',
  kind: 'write',
  deduplicated: true,
});

/** Get an API. */
export const apisGetApi = /* @__PURE__ */ standalone<'apis', 'getApi'>({
  name: 'apis.getApi',
  kind: 'read',
});

/** List APIs. */
export const apisListApis = /* @__PURE__ */ standalone<'apis', 'listApis'>({
  name: 'apis.listApis',
  kind: 'read',
  paginated: true,
});

/** List the keys of an API. */
export const apisListKeys = /* @__PURE__ */ standalone<'apis', 'listKeys'>({
  name: 'apis.listKeys',
  kind: 'read',
  paginated: true,
});

/** Change an API. */
export const apisUpdateApi = /* @__PURE__ */ standalone<'apis', 'updateApi'>({
  name: 'apis.updateApi',
  kind: 'write',
  deduplicated: true,
});

/** List audit logs. */
export const auditLogsListAuditLogs = /* @__PURE__ */ standalone<'auditLogs', 'listAuditLogs'>({
  name: 'auditLogs.listAuditLogs',
  kind: 'read',
  paginated: true,
});

/** Create an identity. */
export const identitiesCreateIdentity = /* @__PURE__ */ standalone<'identities', 'createIdentity'>({
  name: 'identities.createIdentity',
  kind: 'write',
  deduplicated: true,
});

/** Delete an identity. */
export const identitiesDeleteIdentity = /* @__PURE__ */ standalone<'identities', 'deleteIdentity'>({
  name: 'identities.deleteIdentity',
  kind: 'write',
  deduplicated: true,
});

/** Get an identity. */
export const identitiesGetIdentity = /* @__PURE__ */ standalone<'identities', 'getIdentity'>({
  name: 'identities.getIdentity',
  kind: 'read',
});

/** List identities. */
export const identitiesListIdentities = /* @__PURE__ */ standalone<'identities', 'listIdentities'>({
  name: 'identities.listIdentities',
  kind: 'read',
  paginated: true,
});

/** Update an identity. */
export const identitiesUpdateIdentity = /* @__PURE__ */ standalone<'identities', 'updateIdentity'>({
  name: 'identities.updateIdentity',
  kind: 'write',
  deduplicated: true,
});

/** Give permissions to a key. */
export const keysAddPermissions = /* @__PURE__ */ standalone<'keys', 'addPermissions'>({
  name: 'keys.addPermissions',
  kind: 'write',
  deduplicated: true,
});

/** Give roles to a key. */
export const keysAddRoles = /* @__PURE__ */ standalone<'keys', 'addRoles'>({
  name: 'keys.addRoles',
  kind: 'write',
  deduplicated: true,
});

/** Create a key. */
export const keysCreateKey = /* @__PURE__ */ standalone<'keys', 'createKey'>({
  name: 'keys.createKey',
  kind: 'write',
  deduplicated: true,
});

/** Delete a key. */
export const keysDeleteKey = /* @__PURE__ */ standalone<'keys', 'deleteKey'>({
  name: 'keys.deleteKey',
  kind: 'write',
  deduplicated: true,
});

/** Get a key. */
export const keysGetKey = /* @__PURE__ */ standalone<'keys', 'getKey'>({
  name: 'keys.getKey',
  kind: 'read',
});

/** Import keys. */
export const keysMigrateKeys = /* @__PURE__ */ standalone<'keys', 'migrateKeys'>({
  name: 'keys.migrateKeys',
  kind: 'write',
  deduplicated: true,
});

/** Take permissions from a key. */
export const keysRemovePermissions = /* @__PURE__ */ standalone<'keys', 'removePermissions'>({
  name: 'keys.removePermissions',
  kind: 'write',
  deduplicated: true,
});

/** Take roles from a key. */
export const keysRemoveRoles = /* @__PURE__ */ standalone<'keys', 'removeRoles'>({
  name: 'keys.removeRoles',
  kind: 'write',
  deduplicated: true,
});

/** Reroll a key. */
export const keysRerollKey = /* @__PURE__ */ standalone<'keys', 'rerollKey'>({
  name: 'keys.rerollKey',
  kind: 'write',
  deduplicated: true,
});

/** Set the permissions of a key. */
export const keysSetPermissions = /* @__PURE__ */ standalone<'keys', 'setPermissions'>({
  name: 'keys.setPermissions',
  kind: 'write',
  deduplicated: true,
});

/** Set the roles of a key. */
export const keysSetRoles = /* @__PURE__ */ standalone<'keys', 'setRoles'>({
  name: 'keys.setRoles',
  kind: 'write',
  deduplicated: true,
});

/** Update the credits of a key. */
export const keysUpdateCredits = /* @__PURE__ */ standalone<'keys', 'updateCredits'>({
  name: 'keys.updateCredits',
  kind: 'write',
  deduplicated: true,
});

/** Update a key. */
export const keysUpdateKey = /* @__PURE__ */ standalone<'keys', 'updateKey'>({
  name: 'keys.updateKey',
  kind: 'write',
  deduplicated: true,
});

/** Verify a key. */
export const keysVerifyKey = /* @__PURE__ */ standalone<'keys', 'verifyKey'>({
  name: 'keys.verifyKey',
  kind: 'check',
  deduplicated: true,
});

/** Look up a key by itself. */
export const keysWhoami = /* @__PURE__ */ standalone<'keys', 'whoami'>({
  name: 'keys.whoami',
  kind: 'read',
});

/** Create a migration. */
export const migrationsCreateMigration = /* @__PURE__ */ standalone<
  'migrations',
  'createMigration'
>({ name: 'migrations.createMigration', kind: 'write', deduplicated: true });

/** List migrations. */
export const migrationsListMigrations = /* @__PURE__ */ standalone<'migrations', 'listMigrations'>({
  name: 'migrations.listMigrations',
  kind: 'read',
  paginated: true,
});

/** Create a permission. */
export const permissionsCreatePermission = /* @__PURE__ */ standalone<
  'permissions',
  'createPermission'
>({ name: 'permissions.createPermission', kind: 'write', deduplicated: true });

/** Create a role. */
export const permissionsCreateRole = /* @__PURE__ */ standalone<'permissions', 'createRole'>({
  name: 'permissions.createRole',
  kind: 'write',
  deduplicated: true,
});

/** Delete a permission. */
export const permissionsDeletePermission = /* @__PURE__ */ standalone<
  'permissions',
  'deletePermission'
>({ name: 'permissions.deletePermission', kind: 'write', deduplicated: true });

/** Delete a role. */
export const permissionsDeleteRole = /* @__PURE__ */ standalone<'permissions', 'deleteRole'>({
  name: 'permissions.deleteRole',
  kind: 'write',
  deduplicated: true,
});

/** Get a permission. */
export const permissionsGetPermission = /* @__PURE__ */ standalone<'permissions', 'getPermission'>({
  name: 'permissions.getPermission',
  kind: 'read',
});

/** Get a role. */
export const permissionsGetRole = /* @__PURE__ */ standalone<'permissions', 'getRole'>({
  name: 'permissions.getRole',
  kind: 'read',
});

/** List permissions. */
export const permissionsListPermissions = /* @__PURE__ */ standalone<
  'permissions',
  'listPermissions'
>({ name: 'permissions.listPermissions', kind: 'read', paginated: true });

/** List roles. */
export const permissionsListRoles = /* @__PURE__ */ standalone<'permissions', 'listRoles'>({
  name: 'permissions.listRoles',
  kind: 'read',
  paginated: true,
});

/** Set the permissions of a role. */
export const permissionsSetRolePermissions = /* @__PURE__ */ standalone<
  'permissions',
  'setRolePermissions'
>({ name: 'permissions.setRolePermissions', kind: 'write', deduplicated: true });

/** Update a permission. */
export const permissionsUpdatePermission = /* @__PURE__ */ standalone<
  'permissions',
  'updatePermission'
>({ name: 'permissions.updatePermission', kind: 'write', deduplicated: true });

/** Update a role. */
export const permissionsUpdateRole = /* @__PURE__ */ standalone<'permissions', 'updateRole'>({
  name: 'permissions.updateRole',
  kind: 'write',
  deduplicated: true,
});

/** Create a namespace. */
export const ratelimitCreateNamespace = /* @__PURE__ */ standalone<'ratelimit', 'createNamespace'>({
  name: 'ratelimit.createNamespace',
  kind: 'write',
  deduplicated: true,
});

/** Delete a namespace. */
export const ratelimitDeleteNamespace = /* @__PURE__ */ standalone<'ratelimit', 'deleteNamespace'>({
  name: 'ratelimit.deleteNamespace',
  kind: 'write',
  deduplicated: true,
});

/** Delete an override. */
export const ratelimitDeleteOverride = /* @__PURE__ */ standalone<'ratelimit', 'deleteOverride'>({
  name: 'ratelimit.deleteOverride',
  kind: 'write',
  deduplicated: true,
});

/** Get a namespace. */
export const ratelimitGetNamespace = /* @__PURE__ */ standalone<'ratelimit', 'getNamespace'>({
  name: 'ratelimit.getNamespace',
  kind: 'read',
});

/** Get an override. */
export const ratelimitGetOverride = /* @__PURE__ */ standalone<'ratelimit', 'getOverride'>({
  name: 'ratelimit.getOverride',
  kind: 'read',
});

/** Check a rate limit. */
export const ratelimitLimit = /* @__PURE__ */ standalone<'ratelimit', 'limit'>({
  name: 'ratelimit.limit',
  kind: 'check',
});

/** List namespaces. */
export const ratelimitListNamespaces = /* @__PURE__ */ standalone<'ratelimit', 'listNamespaces'>({
  name: 'ratelimit.listNamespaces',
  kind: 'read',
  paginated: true,
});

/** List overrides. */
export const ratelimitListOverrides = /* @__PURE__ */ standalone<'ratelimit', 'listOverrides'>({
  name: 'ratelimit.listOverrides',
  kind: 'read',
  paginated: true,
});

/** Check several rate limits at once. */
export const ratelimitMultiLimit = /* @__PURE__ */ standalone<'ratelimit', 'multiLimit'>({
  name: 'ratelimit.multiLimit',
  kind: 'check',
});

/** Set an override. */
export const ratelimitSetOverride = /* @__PURE__ */ standalone<'ratelimit', 'setOverride'>({
  name: 'ratelimit.setOverride',
  kind: 'write',
  deduplicated: true,
});

/** Create a root key. */
export const rootKeysCreateKey = /* @__PURE__ */ standalone<'rootKeys', 'createKey'>({
  name: 'rootKeys.createKey',
  kind: 'write',
  deduplicated: true,
});

/** Delete a root key. */
export const rootKeysDeleteKey = /* @__PURE__ */ standalone<'rootKeys', 'deleteKey'>({
  name: 'rootKeys.deleteKey',
  kind: 'write',
  deduplicated: true,
});

/** Get a root key. */
export const rootKeysGetKey = /* @__PURE__ */ standalone<'rootKeys', 'getKey'>({
  name: 'rootKeys.getKey',
  kind: 'read',
});

/** List root keys. */
export const rootKeysListKeys = /* @__PURE__ */ standalone<'rootKeys', 'listKeys'>({
  name: 'rootKeys.listKeys',
  kind: 'read',
  paginated: true,
});

/** Reroll a root key. */
export const rootKeysRerollKey = /* @__PURE__ */ standalone<'rootKeys', 'rerollKey'>({
  name: 'rootKeys.rerollKey',
  kind: 'write',
  deduplicated: true,
});

/** Change a root key. */
export const rootKeysUpdateKey = /* @__PURE__ */ standalone<'rootKeys', 'updateKey'>({
  name: 'rootKeys.updateKey',
  kind: 'write',
  deduplicated: true,
});

/** Get the limits of the workspace. */
export const workspaceGetLimits = /* @__PURE__ */ standalone<'workspace', 'getLimits'>({
  name: 'workspace.getLimits',
  kind: 'read',
});

/** Get the usage of the workspace. */
export const workspaceGetUsage = /* @__PURE__ */ standalone<'workspace', 'getUsage'>({
  name: 'workspace.getUsage',
  kind: 'read',
});

/** Get the workspace. */
export const workspaceGetWorkspace = /* @__PURE__ */ standalone<'workspace', 'getWorkspace'>({
  name: 'workspace.getWorkspace',
  kind: 'read',
});

/** Change the workspace. */
export const workspaceUpdateWorkspace = /* @__PURE__ */ standalone<'workspace', 'updateWorkspace'>({
  name: 'workspace.updateWorkspace',
  kind: 'write',
  deduplicated: true,
});
