// Written by `pnpm gen` from src/operations. Do not edit.
import type { Operation } from '../operation.js';
import { acceptInvitation as loginAcceptInvitation } from '../operations/login/acceptInvitation.js';
import { addPermissions as keysAddPermissions } from '../operations/keys/addPermissions.js';
import { addRoles as keysAddRoles } from '../operations/keys/addRoles.js';
import { changePassword as accountChangePassword } from '../operations/account/changePassword.js';
import { confirmIdentity as accountConfirmIdentity } from '../operations/account/confirmIdentity.js';
import { confirmTotp as accountConfirmTotp } from '../operations/account/confirmTotp.js';
import { confirmTotp as loginConfirmTotp } from '../operations/login/confirmTotp.js';
import { countKeys as apisCountKeys } from '../operations/apis/countKeys.js';
import { createApi as apisCreateApi } from '../operations/apis/createApi.js';
import { createIdentity as identitiesCreateIdentity } from '../operations/identities/createIdentity.js';
import { createInvitation as teamCreateInvitation } from '../operations/team/createInvitation.js';
import { createKey as keysCreateKey } from '../operations/keys/createKey.js';
import { createKey as rootKeysCreateKey } from '../operations/rootKeys/createKey.js';
import { createMigration as migrationsCreateMigration } from '../operations/migrations/createMigration.js';
import { createNamespace as ratelimitCreateNamespace } from '../operations/ratelimit/createNamespace.js';
import { createPermission as permissionsCreatePermission } from '../operations/permissions/createPermission.js';
import { createRecoveryCodes as accountCreateRecoveryCodes } from '../operations/account/createRecoveryCodes.js';
import { createRole as permissionsCreateRole } from '../operations/permissions/createRole.js';
import { createRole as teamCreateRole } from '../operations/team/createRole.js';
import { createWorkspace as accountCreateWorkspace } from '../operations/account/createWorkspace.js';
import { deleteApi as apisDeleteApi } from '../operations/apis/deleteApi.js';
import { deleteIdentity as identitiesDeleteIdentity } from '../operations/identities/deleteIdentity.js';
import { deleteInvitation as teamDeleteInvitation } from '../operations/team/deleteInvitation.js';
import { deleteKey as keysDeleteKey } from '../operations/keys/deleteKey.js';
import { deleteKey as rootKeysDeleteKey } from '../operations/rootKeys/deleteKey.js';
import { deleteNamespace as ratelimitDeleteNamespace } from '../operations/ratelimit/deleteNamespace.js';
import { deleteOverride as ratelimitDeleteOverride } from '../operations/ratelimit/deleteOverride.js';
import { deletePermission as permissionsDeletePermission } from '../operations/permissions/deletePermission.js';
import { deleteRole as permissionsDeleteRole } from '../operations/permissions/deleteRole.js';
import { deleteRole as teamDeleteRole } from '../operations/team/deleteRole.js';
import { distinct as analyticsDistinct } from '../operations/analytics/distinct.js';
import { events as analyticsEvents } from '../operations/analytics/events.js';
import { explain as analyticsExplain } from '../operations/analytics/explain.js';
import { export as analyticsExport } from '../operations/analytics/export.js';
import { finishPasskey as accountFinishPasskey } from '../operations/account/finishPasskey.js';
import { finishPasskey as loginFinishPasskey } from '../operations/login/finishPasskey.js';
import { getAccount as accountGetAccount } from '../operations/account/getAccount.js';
import { getApi as apisGetApi } from '../operations/apis/getApi.js';
import { getGatewayRequests as analyticsGetGatewayRequests } from '../operations/analytics/getGatewayRequests.js';
import { getIdentity as identitiesGetIdentity } from '../operations/identities/getIdentity.js';
import { getInvitation as loginGetInvitation } from '../operations/login/getInvitation.js';
import { getKey as keysGetKey } from '../operations/keys/getKey.js';
import { getKey as rootKeysGetKey } from '../operations/rootKeys/getKey.js';
import { getLimits as workspaceGetLimits } from '../operations/workspace/getLimits.js';
import { getNamespace as ratelimitGetNamespace } from '../operations/ratelimit/getNamespace.js';
import { getOverride as ratelimitGetOverride } from '../operations/ratelimit/getOverride.js';
import { getPermission as permissionsGetPermission } from '../operations/permissions/getPermission.js';
import { getRatelimits as analyticsGetRatelimits } from '../operations/analytics/getRatelimits.js';
import { getRole as permissionsGetRole } from '../operations/permissions/getRole.js';
import { getRuntimeLogs as analyticsGetRuntimeLogs } from '../operations/analytics/getRuntimeLogs.js';
import { getSecondFactors as accountGetSecondFactors } from '../operations/account/getSecondFactors.js';
import { getStatus as loginGetStatus } from '../operations/login/getStatus.js';
import { getTables as analyticsGetTables } from '../operations/analytics/getTables.js';
import { getUsage as workspaceGetUsage } from '../operations/workspace/getUsage.js';
import { getVerifications as analyticsGetVerifications } from '../operations/analytics/getVerifications.js';
import { getWorkspace as workspaceGetWorkspace } from '../operations/workspace/getWorkspace.js';
import { latency as analyticsLatency } from '../operations/analytics/latency.js';
import { leaveWorkspace as accountLeaveWorkspace } from '../operations/account/leaveWorkspace.js';
import { limit as ratelimitLimit } from '../operations/ratelimit/limit.js';
import { limitSeries as analyticsLimitSeries } from '../operations/analytics/limitSeries.js';
import { listApis as apisListApis } from '../operations/apis/listApis.js';
import { listAuditLogs as auditLogsListAuditLogs } from '../operations/auditLogs/listAuditLogs.js';
import { listIdentities as identitiesListIdentities } from '../operations/identities/listIdentities.js';
import { listInvitations as teamListInvitations } from '../operations/team/listInvitations.js';
import { listKeys as apisListKeys } from '../operations/apis/listKeys.js';
import { listKeys as rootKeysListKeys } from '../operations/rootKeys/listKeys.js';
import { listMembers as teamListMembers } from '../operations/team/listMembers.js';
import { listMigrations as migrationsListMigrations } from '../operations/migrations/listMigrations.js';
import { listNamespaces as ratelimitListNamespaces } from '../operations/ratelimit/listNamespaces.js';
import { listOverrides as ratelimitListOverrides } from '../operations/ratelimit/listOverrides.js';
import { listPermissions as permissionsListPermissions } from '../operations/permissions/listPermissions.js';
import { listRoles as permissionsListRoles } from '../operations/permissions/listRoles.js';
import { listRoles as teamListRoles } from '../operations/team/listRoles.js';
import { listSessions as accountListSessions } from '../operations/account/listSessions.js';
import { logOut as loginLogOut } from '../operations/login/logOut.js';
import { migrateKeys as keysMigrateKeys } from '../operations/keys/migrateKeys.js';
import { multiLimit as ratelimitMultiLimit } from '../operations/ratelimit/multiLimit.js';
import { redeemSetupLink as loginRedeemSetupLink } from '../operations/login/redeemSetupLink.js';
import { removeMember as teamRemoveMember } from '../operations/team/removeMember.js';
import { removePasskey as accountRemovePasskey } from '../operations/account/removePasskey.js';
import { removePermissions as keysRemovePermissions } from '../operations/keys/removePermissions.js';
import { removeRoles as keysRemoveRoles } from '../operations/keys/removeRoles.js';
import { removeTotp as accountRemoveTotp } from '../operations/account/removeTotp.js';
import { requests as analyticsRequests } from '../operations/analytics/requests.js';
import { rerollKey as keysRerollKey } from '../operations/keys/rerollKey.js';
import { rerollKey as rootKeysRerollKey } from '../operations/rootKeys/rerollKey.js';
import { revokeOtherSessions as accountRevokeOtherSessions } from '../operations/account/revokeOtherSessions.js';
import { revokeSession as accountRevokeSession } from '../operations/account/revokeSession.js';
import { series as analyticsSeries } from '../operations/analytics/series.js';
import { setOverride as ratelimitSetOverride } from '../operations/ratelimit/setOverride.js';
import { setPermissions as keysSetPermissions } from '../operations/keys/setPermissions.js';
import { setRolePermissions as permissionsSetRolePermissions } from '../operations/permissions/setRolePermissions.js';
import { setRoles as keysSetRoles } from '../operations/keys/setRoles.js';
import { startPasskey as accountStartPasskey } from '../operations/account/startPasskey.js';
import { startPasskey as loginStartPasskey } from '../operations/login/startPasskey.js';
import { startTotp as accountStartTotp } from '../operations/account/startTotp.js';
import { status as analyticsStatus } from '../operations/analytics/status.js';
import { testQuery as permissionsTestQuery } from '../operations/permissions/testQuery.js';
import { top as analyticsTop } from '../operations/analytics/top.js';
import { updateAccount as accountUpdateAccount } from '../operations/account/updateAccount.js';
import { updateApi as apisUpdateApi } from '../operations/apis/updateApi.js';
import { updateCredits as keysUpdateCredits } from '../operations/keys/updateCredits.js';
import { updateIdentity as identitiesUpdateIdentity } from '../operations/identities/updateIdentity.js';
import { updateKey as keysUpdateKey } from '../operations/keys/updateKey.js';
import { updateKey as rootKeysUpdateKey } from '../operations/rootKeys/updateKey.js';
import { updateMember as teamUpdateMember } from '../operations/team/updateMember.js';
import { updatePermission as permissionsUpdatePermission } from '../operations/permissions/updatePermission.js';
import { updateRole as permissionsUpdateRole } from '../operations/permissions/updateRole.js';
import { updateRole as teamUpdateRole } from '../operations/team/updateRole.js';
import { updateWorkspace as workspaceUpdateWorkspace } from '../operations/workspace/updateWorkspace.js';
import { verifyKey as keysVerifyKey } from '../operations/keys/verifyKey.js';
import { whoami as keysWhoami } from '../operations/keys/whoami.js';
import { withPassword as loginWithPassword } from '../operations/login/withPassword.js';

/** Every operation of the API. */
export const OPERATIONS: readonly Operation[] = [
  apisCountKeys,
  apisCreateApi,
  apisDeleteApi,
  apisGetApi,
  apisListApis,
  apisListKeys,
  apisUpdateApi,
  keysAddPermissions,
  keysAddRoles,
  keysCreateKey,
  keysDeleteKey,
  keysGetKey,
  keysMigrateKeys,
  keysRemovePermissions,
  keysRemoveRoles,
  keysRerollKey,
  keysSetPermissions,
  keysSetRoles,
  keysUpdateCredits,
  keysUpdateKey,
  keysVerifyKey,
  keysWhoami,
  migrationsCreateMigration,
  migrationsListMigrations,
  identitiesCreateIdentity,
  identitiesDeleteIdentity,
  identitiesGetIdentity,
  identitiesListIdentities,
  identitiesUpdateIdentity,
  ratelimitCreateNamespace,
  ratelimitDeleteNamespace,
  ratelimitDeleteOverride,
  ratelimitGetNamespace,
  ratelimitGetOverride,
  ratelimitLimit,
  ratelimitListNamespaces,
  ratelimitListOverrides,
  ratelimitMultiLimit,
  ratelimitSetOverride,
  permissionsCreatePermission,
  permissionsCreateRole,
  permissionsDeletePermission,
  permissionsDeleteRole,
  permissionsGetPermission,
  permissionsGetRole,
  permissionsListPermissions,
  permissionsListRoles,
  permissionsSetRolePermissions,
  permissionsTestQuery,
  permissionsUpdatePermission,
  permissionsUpdateRole,
  rootKeysCreateKey,
  rootKeysDeleteKey,
  rootKeysGetKey,
  rootKeysListKeys,
  rootKeysRerollKey,
  rootKeysUpdateKey,
  workspaceGetLimits,
  workspaceGetUsage,
  workspaceGetWorkspace,
  workspaceUpdateWorkspace,
  teamCreateInvitation,
  teamCreateRole,
  teamDeleteInvitation,
  teamDeleteRole,
  teamListInvitations,
  teamListMembers,
  teamListRoles,
  teamRemoveMember,
  teamUpdateMember,
  teamUpdateRole,
  auditLogsListAuditLogs,
  analyticsDistinct,
  analyticsEvents,
  analyticsExplain,
  analyticsExport,
  analyticsGetGatewayRequests,
  analyticsGetRatelimits,
  analyticsGetRuntimeLogs,
  analyticsGetTables,
  analyticsGetVerifications,
  analyticsLatency,
  analyticsLimitSeries,
  analyticsRequests,
  analyticsSeries,
  analyticsStatus,
  analyticsTop,
];

/** What only the pages of people call, with the cookie of their session or before there is one. */
export const PEOPLE_OPERATIONS: readonly Operation[] = [
  loginAcceptInvitation,
  loginConfirmTotp,
  loginFinishPasskey,
  loginGetInvitation,
  loginGetStatus,
  loginLogOut,
  loginRedeemSetupLink,
  loginStartPasskey,
  loginWithPassword,
  accountChangePassword,
  accountConfirmIdentity,
  accountConfirmTotp,
  accountCreateRecoveryCodes,
  accountCreateWorkspace,
  accountFinishPasskey,
  accountGetAccount,
  accountGetSecondFactors,
  accountLeaveWorkspace,
  accountListSessions,
  accountRemovePasskey,
  accountRemoveTotp,
  accountRevokeOtherSessions,
  accountRevokeSession,
  accountStartPasskey,
  accountStartTotp,
  accountUpdateAccount,
];

/** The types of all definitions, for clients that import no values of the contract. */
export interface OperationsByName {
  'apis.countKeys': typeof apisCountKeys;
  'apis.createApi': typeof apisCreateApi;
  'apis.deleteApi': typeof apisDeleteApi;
  'apis.getApi': typeof apisGetApi;
  'apis.listApis': typeof apisListApis;
  'apis.listKeys': typeof apisListKeys;
  'apis.updateApi': typeof apisUpdateApi;
  'keys.addPermissions': typeof keysAddPermissions;
  'keys.addRoles': typeof keysAddRoles;
  'keys.createKey': typeof keysCreateKey;
  'keys.deleteKey': typeof keysDeleteKey;
  'keys.getKey': typeof keysGetKey;
  'keys.migrateKeys': typeof keysMigrateKeys;
  'keys.removePermissions': typeof keysRemovePermissions;
  'keys.removeRoles': typeof keysRemoveRoles;
  'keys.rerollKey': typeof keysRerollKey;
  'keys.setPermissions': typeof keysSetPermissions;
  'keys.setRoles': typeof keysSetRoles;
  'keys.updateCredits': typeof keysUpdateCredits;
  'keys.updateKey': typeof keysUpdateKey;
  'keys.verifyKey': typeof keysVerifyKey;
  'keys.whoami': typeof keysWhoami;
  'migrations.createMigration': typeof migrationsCreateMigration;
  'migrations.listMigrations': typeof migrationsListMigrations;
  'identities.createIdentity': typeof identitiesCreateIdentity;
  'identities.deleteIdentity': typeof identitiesDeleteIdentity;
  'identities.getIdentity': typeof identitiesGetIdentity;
  'identities.listIdentities': typeof identitiesListIdentities;
  'identities.updateIdentity': typeof identitiesUpdateIdentity;
  'ratelimit.createNamespace': typeof ratelimitCreateNamespace;
  'ratelimit.deleteNamespace': typeof ratelimitDeleteNamespace;
  'ratelimit.deleteOverride': typeof ratelimitDeleteOverride;
  'ratelimit.getNamespace': typeof ratelimitGetNamespace;
  'ratelimit.getOverride': typeof ratelimitGetOverride;
  'ratelimit.limit': typeof ratelimitLimit;
  'ratelimit.listNamespaces': typeof ratelimitListNamespaces;
  'ratelimit.listOverrides': typeof ratelimitListOverrides;
  'ratelimit.multiLimit': typeof ratelimitMultiLimit;
  'ratelimit.setOverride': typeof ratelimitSetOverride;
  'permissions.createPermission': typeof permissionsCreatePermission;
  'permissions.createRole': typeof permissionsCreateRole;
  'permissions.deletePermission': typeof permissionsDeletePermission;
  'permissions.deleteRole': typeof permissionsDeleteRole;
  'permissions.getPermission': typeof permissionsGetPermission;
  'permissions.getRole': typeof permissionsGetRole;
  'permissions.listPermissions': typeof permissionsListPermissions;
  'permissions.listRoles': typeof permissionsListRoles;
  'permissions.setRolePermissions': typeof permissionsSetRolePermissions;
  'permissions.testQuery': typeof permissionsTestQuery;
  'permissions.updatePermission': typeof permissionsUpdatePermission;
  'permissions.updateRole': typeof permissionsUpdateRole;
  'rootKeys.createKey': typeof rootKeysCreateKey;
  'rootKeys.deleteKey': typeof rootKeysDeleteKey;
  'rootKeys.getKey': typeof rootKeysGetKey;
  'rootKeys.listKeys': typeof rootKeysListKeys;
  'rootKeys.rerollKey': typeof rootKeysRerollKey;
  'rootKeys.updateKey': typeof rootKeysUpdateKey;
  'workspace.getLimits': typeof workspaceGetLimits;
  'workspace.getUsage': typeof workspaceGetUsage;
  'workspace.getWorkspace': typeof workspaceGetWorkspace;
  'workspace.updateWorkspace': typeof workspaceUpdateWorkspace;
  'team.createInvitation': typeof teamCreateInvitation;
  'team.createRole': typeof teamCreateRole;
  'team.deleteInvitation': typeof teamDeleteInvitation;
  'team.deleteRole': typeof teamDeleteRole;
  'team.listInvitations': typeof teamListInvitations;
  'team.listMembers': typeof teamListMembers;
  'team.listRoles': typeof teamListRoles;
  'team.removeMember': typeof teamRemoveMember;
  'team.updateMember': typeof teamUpdateMember;
  'team.updateRole': typeof teamUpdateRole;
  'auditLogs.listAuditLogs': typeof auditLogsListAuditLogs;
  'analytics.distinct': typeof analyticsDistinct;
  'analytics.events': typeof analyticsEvents;
  'analytics.explain': typeof analyticsExplain;
  'analytics.export': typeof analyticsExport;
  'analytics.getGatewayRequests': typeof analyticsGetGatewayRequests;
  'analytics.getRatelimits': typeof analyticsGetRatelimits;
  'analytics.getRuntimeLogs': typeof analyticsGetRuntimeLogs;
  'analytics.getTables': typeof analyticsGetTables;
  'analytics.getVerifications': typeof analyticsGetVerifications;
  'analytics.latency': typeof analyticsLatency;
  'analytics.limitSeries': typeof analyticsLimitSeries;
  'analytics.requests': typeof analyticsRequests;
  'analytics.series': typeof analyticsSeries;
  'analytics.status': typeof analyticsStatus;
  'analytics.top': typeof analyticsTop;
  'login.acceptInvitation': typeof loginAcceptInvitation;
  'login.confirmTotp': typeof loginConfirmTotp;
  'login.finishPasskey': typeof loginFinishPasskey;
  'login.getInvitation': typeof loginGetInvitation;
  'login.getStatus': typeof loginGetStatus;
  'login.logOut': typeof loginLogOut;
  'login.redeemSetupLink': typeof loginRedeemSetupLink;
  'login.startPasskey': typeof loginStartPasskey;
  'login.withPassword': typeof loginWithPassword;
  'account.changePassword': typeof accountChangePassword;
  'account.confirmIdentity': typeof accountConfirmIdentity;
  'account.confirmTotp': typeof accountConfirmTotp;
  'account.createRecoveryCodes': typeof accountCreateRecoveryCodes;
  'account.createWorkspace': typeof accountCreateWorkspace;
  'account.finishPasskey': typeof accountFinishPasskey;
  'account.getAccount': typeof accountGetAccount;
  'account.getSecondFactors': typeof accountGetSecondFactors;
  'account.leaveWorkspace': typeof accountLeaveWorkspace;
  'account.listSessions': typeof accountListSessions;
  'account.removePasskey': typeof accountRemovePasskey;
  'account.removeTotp': typeof accountRemoveTotp;
  'account.revokeOtherSessions': typeof accountRevokeOtherSessions;
  'account.revokeSession': typeof accountRevokeSession;
  'account.startPasskey': typeof accountStartPasskey;
  'account.startTotp': typeof accountStartTotp;
  'account.updateAccount': typeof accountUpdateAccount;
}
