import { distinct } from './analytics/distinct/handler.js';
import { events } from './analytics/events/handler.js';
import { explain } from './analytics/explain/handler.js';
import { exportEvents } from './analytics/export/handler.js';
import { getGatewayRequests } from './analytics/getGatewayRequests/handler.js';
import { getRatelimits } from './analytics/getRatelimits/handler.js';
import { getRuntimeLogs } from './analytics/getRuntimeLogs/handler.js';
import { getTables } from './analytics/getTables/handler.js';
import { getVerifications } from './analytics/getVerifications/handler.js';
import { latency } from './analytics/latency/handler.js';
import { limitSeries } from './analytics/limitSeries/handler.js';
import { requests } from './analytics/requests/handler.js';
import { series } from './analytics/series/handler.js';
import { status } from './analytics/status/handler.js';
import { top } from './analytics/top/handler.js';
import { countKeys } from './apis/countKeys/handler.js';
import { createApi } from './apis/createApi/handler.js';
import { deleteApi } from './apis/deleteApi/handler.js';
import { getApi } from './apis/getApi/handler.js';
import { listApis } from './apis/listApis/handler.js';
import { listKeys } from './apis/listKeys/handler.js';
import { updateApi } from './apis/updateApi/handler.js';
import { listAuditLogs } from './auditLogs/listAuditLogs/handler.js';
import { createIdentity } from './identities/createIdentity/handler.js';
import { deleteIdentity } from './identities/deleteIdentity/handler.js';
import { getIdentity } from './identities/getIdentity/handler.js';
import { listIdentities } from './identities/listIdentities/handler.js';
import { updateIdentity } from './identities/updateIdentity/handler.js';
import { addPermissions } from './keys/addPermissions/handler.js';
import { addRoles } from './keys/addRoles/handler.js';
import { createKey } from './keys/createKey/handler.js';
import { deleteKey } from './keys/deleteKey/handler.js';
import { getKey } from './keys/getKey/handler.js';
import { migrateKeys } from './keys/migrateKeys/handler.js';
import { removePermissions } from './keys/removePermissions/handler.js';
import { removeRoles } from './keys/removeRoles/handler.js';
import { rerollKey } from './keys/rerollKey/handler.js';
import { setPermissions } from './keys/setPermissions/handler.js';
import { setRoles } from './keys/setRoles/handler.js';
import { updateCredits } from './keys/updateCredits/handler.js';
import { updateKey } from './keys/updateKey/handler.js';
import { verifyKey } from './keys/verifyKey/handler.js';
import { whoami } from './keys/whoami/handler.js';
import { createMigration } from './migrations/createMigration/handler.js';
import { listMigrations } from './migrations/listMigrations/handler.js';
import { createPermission } from './permissions/createPermission/handler.js';
import { createRole } from './permissions/createRole/handler.js';
import { deletePermission } from './permissions/deletePermission/handler.js';
import { deleteRole } from './permissions/deleteRole/handler.js';
import { getPermission } from './permissions/getPermission/handler.js';
import { getRole } from './permissions/getRole/handler.js';
import { listPermissions } from './permissions/listPermissions/handler.js';
import { listRoles } from './permissions/listRoles/handler.js';
import { setRolePermissions } from './permissions/setRolePermissions/handler.js';
import { testQuery } from './permissions/testQuery/handler.js';
import { updatePermission } from './permissions/updatePermission/handler.js';
import { updateRole } from './permissions/updateRole/handler.js';
import { createNamespace } from './ratelimit/createNamespace/handler.js';
import { deleteNamespace } from './ratelimit/deleteNamespace/handler.js';
import { deleteOverride } from './ratelimit/deleteOverride/handler.js';
import { getNamespace } from './ratelimit/getNamespace/handler.js';
import { getOverride } from './ratelimit/getOverride/handler.js';
import { limit } from './ratelimit/limit/handler.js';
import { listNamespaces } from './ratelimit/listNamespaces/handler.js';
import { listOverrides } from './ratelimit/listOverrides/handler.js';
import { multiLimit } from './ratelimit/multiLimit/handler.js';
import { setOverride } from './ratelimit/setOverride/handler.js';
import { createKey as createRootKey } from './rootKeys/createKey/handler.js';
import { deleteKey as deleteRootKey } from './rootKeys/deleteKey/handler.js';
import { getKey as getRootKey } from './rootKeys/getKey/handler.js';
import { listKeys as listRootKeys } from './rootKeys/listKeys/handler.js';
import { rerollKey as rerollRootKey } from './rootKeys/rerollKey/handler.js';
import { updateKey as updateRootKey } from './rootKeys/updateKey/handler.js';
import type { Rpc } from './rpc.js';
import { createInvitation } from './team/createInvitation/handler.js';
import { createRole as createTeamRole } from './team/createRole/handler.js';
import { deleteInvitation } from './team/deleteInvitation/handler.js';
import { deleteRole as deleteTeamRole } from './team/deleteRole/handler.js';
import { listInvitations } from './team/listInvitations/handler.js';
import { listMembers } from './team/listMembers/handler.js';
import { listRoles as listTeamRoles } from './team/listRoles/handler.js';
import { removeMember } from './team/removeMember/handler.js';
import { updateMember } from './team/updateMember/handler.js';
import { updateRole as updateTeamRole } from './team/updateRole/handler.js';
import { getLimits } from './workspace/getLimits/handler.js';
import { getUsage } from './workspace/getUsage/handler.js';
import { getWorkspace } from './workspace/getWorkspace/handler.js';
import { updateWorkspace } from './workspace/updateWorkspace/handler.js';

/** Every operation, one per line, in the order of the reference page. */
export const RPCS: readonly Rpc[] = [
  createApi,
  getApi,
  listApis,
  updateApi,
  deleteApi,
  listKeys,
  countKeys,
  createKey,
  verifyKey,
  getKey,
  whoami,
  updateKey,
  updateCredits,
  rerollKey,
  deleteKey,
  migrateKeys,
  addPermissions,
  setPermissions,
  removePermissions,
  addRoles,
  setRoles,
  removeRoles,
  createMigration,
  listMigrations,
  createIdentity,
  getIdentity,
  listIdentities,
  updateIdentity,
  deleteIdentity,
  limit,
  multiLimit,
  setOverride,
  getOverride,
  listOverrides,
  deleteOverride,
  createNamespace,
  getNamespace,
  listNamespaces,
  deleteNamespace,
  createPermission,
  getPermission,
  listPermissions,
  updatePermission,
  deletePermission,
  createRole,
  getRole,
  listRoles,
  updateRole,
  deleteRole,
  setRolePermissions,
  testQuery,
  createRootKey,
  getRootKey,
  listRootKeys,
  updateRootKey,
  rerollRootKey,
  deleteRootKey,
  getWorkspace,
  updateWorkspace,
  getLimits,
  getUsage,
  listMembers,
  updateMember,
  removeMember,
  createInvitation,
  listInvitations,
  deleteInvitation,
  listTeamRoles,
  createTeamRole,
  updateTeamRole,
  deleteTeamRole,
  listAuditLogs,
  getVerifications,
  getRatelimits,
  getGatewayRequests,
  getRuntimeLogs,
  series,
  limitSeries,
  top,
  latency,
  distinct,
  events,
  exportEvents,
  explain,
  status,
  getTables,
  requests,
];
