// Written by `pnpm gen` from src/operations. Do not edit.
import type { Operation } from '../operation.js';
import { addPermissions } from '../operations/keys/addPermissions.js';
import { addRoles } from '../operations/keys/addRoles.js';
import { createApi } from '../operations/apis/createApi.js';
import { createIdentity } from '../operations/identities/createIdentity.js';
import { createKey } from '../operations/keys/createKey.js';
import { createMigration } from '../operations/migrations/createMigration.js';
import { createNamespace } from '../operations/ratelimit/createNamespace.js';
import { createPermission } from '../operations/permissions/createPermission.js';
import { createRole } from '../operations/permissions/createRole.js';
import { createRootKey } from '../operations/rootKeys/createRootKey.js';
import { deleteApi } from '../operations/apis/deleteApi.js';
import { deleteIdentity } from '../operations/identities/deleteIdentity.js';
import { deleteKey } from '../operations/keys/deleteKey.js';
import { deleteNamespace } from '../operations/ratelimit/deleteNamespace.js';
import { deleteOverride } from '../operations/ratelimit/deleteOverride.js';
import { deletePermission } from '../operations/permissions/deletePermission.js';
import { deleteRole } from '../operations/permissions/deleteRole.js';
import { deleteRootKey } from '../operations/rootKeys/deleteRootKey.js';
import { getApi } from '../operations/apis/getApi.js';
import { getIdentity } from '../operations/identities/getIdentity.js';
import { getKey } from '../operations/keys/getKey.js';
import { getLimits } from '../operations/workspace/getLimits.js';
import { getNamespace } from '../operations/ratelimit/getNamespace.js';
import { getOverride } from '../operations/ratelimit/getOverride.js';
import { getPermission } from '../operations/permissions/getPermission.js';
import { getRole } from '../operations/permissions/getRole.js';
import { getRootKey } from '../operations/rootKeys/getRootKey.js';
import { getWorkspace } from '../operations/workspaces/getWorkspace.js';
import { limit } from '../operations/ratelimit/limit.js';
import { listApis } from '../operations/apis/listApis.js';
import { listAuditLogs } from '../operations/auditLogs/listAuditLogs.js';
import { listIdentities } from '../operations/identities/listIdentities.js';
import { listKeys } from '../operations/apis/listKeys.js';
import { listMigrations } from '../operations/migrations/listMigrations.js';
import { listNamespaces } from '../operations/ratelimit/listNamespaces.js';
import { listOverrides } from '../operations/ratelimit/listOverrides.js';
import { listPermissions } from '../operations/permissions/listPermissions.js';
import { listRoles } from '../operations/permissions/listRoles.js';
import { listRootKeys } from '../operations/rootKeys/listRootKeys.js';
import { migrateKeys } from '../operations/keys/migrateKeys.js';
import { multiLimit } from '../operations/ratelimit/multiLimit.js';
import { removePermissions } from '../operations/keys/removePermissions.js';
import { removeRoles } from '../operations/keys/removeRoles.js';
import { rerollKey } from '../operations/keys/rerollKey.js';
import { rerollRootKey } from '../operations/rootKeys/rerollRootKey.js';
import { setOverride } from '../operations/ratelimit/setOverride.js';
import { setPermissions } from '../operations/keys/setPermissions.js';
import { setRolePermissions } from '../operations/permissions/setRolePermissions.js';
import { setRoles } from '../operations/keys/setRoles.js';
import { updateApi } from '../operations/apis/updateApi.js';
import { updateCredits } from '../operations/keys/updateCredits.js';
import { updateIdentity } from '../operations/identities/updateIdentity.js';
import { updateKey } from '../operations/keys/updateKey.js';
import { updatePermission } from '../operations/permissions/updatePermission.js';
import { updateRole } from '../operations/permissions/updateRole.js';
import { updateRootKey } from '../operations/rootKeys/updateRootKey.js';
import { updateWorkspace } from '../operations/workspaces/updateWorkspace.js';
import { verifyKey } from '../operations/keys/verifyKey.js';
import { whoami } from '../operations/keys/whoami.js';

/** Every operation there is. */
export const OPERATIONS: readonly Operation[] = [
  createApi,
  deleteApi,
  getApi,
  listApis,
  listKeys,
  updateApi,
  addPermissions,
  addRoles,
  createKey,
  deleteKey,
  getKey,
  migrateKeys,
  removePermissions,
  removeRoles,
  rerollKey,
  setPermissions,
  setRoles,
  updateCredits,
  updateKey,
  verifyKey,
  whoami,
  createMigration,
  listMigrations,
  createIdentity,
  deleteIdentity,
  getIdentity,
  listIdentities,
  updateIdentity,
  createNamespace,
  deleteNamespace,
  deleteOverride,
  getNamespace,
  getOverride,
  limit,
  listNamespaces,
  listOverrides,
  multiLimit,
  setOverride,
  createPermission,
  createRole,
  deletePermission,
  deleteRole,
  getPermission,
  getRole,
  listPermissions,
  listRoles,
  setRolePermissions,
  updatePermission,
  updateRole,
  createRootKey,
  deleteRootKey,
  getRootKey,
  listRootKeys,
  rerollRootKey,
  updateRootKey,
  getWorkspace,
  updateWorkspace,
  getLimits,
  listAuditLogs,
];
