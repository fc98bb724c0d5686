// Written by `pnpm gen` from the contract. Do not edit.

import type { OperationTraits } from '../operation.js';
import type {
  V2AnalyticsDistinctRequestBody,
  V2AnalyticsDistinctResponseBody,
  V2AnalyticsEventsRequestBody,
  V2AnalyticsEventsResponseBody,
  V2AnalyticsExplainRequestBody,
  V2AnalyticsExplainResponseBody,
  V2AnalyticsExportRequestBody,
  V2AnalyticsExportResponseBody,
  V2AnalyticsGetGatewayRequestsRequestBody,
  V2AnalyticsGetGatewayRequestsResponseBody,
  V2AnalyticsGetRatelimitsRequestBody,
  V2AnalyticsGetRatelimitsResponseBody,
  V2AnalyticsGetRuntimeLogsRequestBody,
  V2AnalyticsGetRuntimeLogsResponseBody,
  V2AnalyticsGetTablesRequestBody,
  V2AnalyticsGetTablesResponseBody,
  V2AnalyticsGetVerificationsRequestBody,
  V2AnalyticsGetVerificationsResponseBody,
  V2AnalyticsLatencyRequestBody,
  V2AnalyticsLatencyResponseBody,
  V2AnalyticsLimitSeriesRequestBody,
  V2AnalyticsLimitSeriesResponseBody,
  V2AnalyticsRequestsRequestBody,
  V2AnalyticsRequestsResponseBody,
  V2AnalyticsSeriesRequestBody,
  V2AnalyticsSeriesResponseBody,
  V2AnalyticsStatusRequestBody,
  V2AnalyticsStatusResponseBody,
  V2AnalyticsTopRequestBody,
  V2AnalyticsTopResponseBody,
  V2ApisCountKeysRequestBody,
  V2ApisCountKeysResponseBody,
  V2ApisCreateApiRequestBody,
  V2ApisCreateApiResponseBody,
  V2ApisDeleteApiRequestBody,
  V2ApisDeleteApiResponseBody,
  V2ApisGetApiRequestBody,
  V2ApisGetApiResponseBody,
  V2ApisListApisRequestBody,
  V2ApisListApisResponseBody,
  V2ApisListKeysRequestBody,
  V2ApisListKeysResponseBody,
  V2ApisUpdateApiRequestBody,
  V2ApisUpdateApiResponseBody,
  V2AuditLogsListAuditLogsRequestBody,
  V2AuditLogsListAuditLogsResponseBody,
  V2IdentitiesCreateIdentityRequestBody,
  V2IdentitiesCreateIdentityResponseBody,
  V2IdentitiesDeleteIdentityRequestBody,
  V2IdentitiesDeleteIdentityResponseBody,
  V2IdentitiesGetIdentityRequestBody,
  V2IdentitiesGetIdentityResponseBody,
  V2IdentitiesListIdentitiesRequestBody,
  V2IdentitiesListIdentitiesResponseBody,
  V2IdentitiesUpdateIdentityRequestBody,
  V2IdentitiesUpdateIdentityResponseBody,
  V2KeysAddPermissionsRequestBody,
  V2KeysAddPermissionsResponseBody,
  V2KeysAddRolesRequestBody,
  V2KeysAddRolesResponseBody,
  V2KeysCreateKeyRequestBody,
  V2KeysCreateKeyResponseBody,
  V2KeysDeleteKeyRequestBody,
  V2KeysDeleteKeyResponseBody,
  V2KeysGetKeyRequestBody,
  V2KeysGetKeyResponseBody,
  V2KeysMigrateKeysRequestBody,
  V2KeysMigrateKeysResponseBody,
  V2KeysRemovePermissionsRequestBody,
  V2KeysRemovePermissionsResponseBody,
  V2KeysRemoveRolesRequestBody,
  V2KeysRemoveRolesResponseBody,
  V2KeysRerollKeyRequestBody,
  V2KeysRerollKeyResponseBody,
  V2KeysSetPermissionsRequestBody,
  V2KeysSetPermissionsResponseBody,
  V2KeysSetRolesRequestBody,
  V2KeysSetRolesResponseBody,
  V2KeysUpdateCreditsRequestBody,
  V2KeysUpdateCreditsResponseBody,
  V2KeysUpdateKeyRequestBody,
  V2KeysUpdateKeyResponseBody,
  V2KeysVerifyKeyRequestBody,
  V2KeysVerifyKeyResponseBody,
  V2KeysWhoamiRequestBody,
  V2KeysWhoamiResponseBody,
  V2MigrationsCreateMigrationRequestBody,
  V2MigrationsCreateMigrationResponseBody,
  V2MigrationsListMigrationsRequestBody,
  V2MigrationsListMigrationsResponseBody,
  V2PermissionsCreatePermissionRequestBody,
  V2PermissionsCreatePermissionResponseBody,
  V2PermissionsCreateRoleRequestBody,
  V2PermissionsCreateRoleResponseBody,
  V2PermissionsDeletePermissionRequestBody,
  V2PermissionsDeletePermissionResponseBody,
  V2PermissionsDeleteRoleRequestBody,
  V2PermissionsDeleteRoleResponseBody,
  V2PermissionsGetPermissionRequestBody,
  V2PermissionsGetPermissionResponseBody,
  V2PermissionsGetRoleRequestBody,
  V2PermissionsGetRoleResponseBody,
  V2PermissionsListPermissionsRequestBody,
  V2PermissionsListPermissionsResponseBody,
  V2PermissionsListRolesRequestBody,
  V2PermissionsListRolesResponseBody,
  V2PermissionsSetRolePermissionsRequestBody,
  V2PermissionsSetRolePermissionsResponseBody,
  V2PermissionsTestQueryRequestBody,
  V2PermissionsTestQueryResponseBody,
  V2PermissionsUpdatePermissionRequestBody,
  V2PermissionsUpdatePermissionResponseBody,
  V2PermissionsUpdateRoleRequestBody,
  V2PermissionsUpdateRoleResponseBody,
  V2RatelimitCreateNamespaceRequestBody,
  V2RatelimitCreateNamespaceResponseBody,
  V2RatelimitDeleteNamespaceRequestBody,
  V2RatelimitDeleteNamespaceResponseBody,
  V2RatelimitDeleteOverrideRequestBody,
  V2RatelimitDeleteOverrideResponseBody,
  V2RatelimitGetNamespaceRequestBody,
  V2RatelimitGetNamespaceResponseBody,
  V2RatelimitGetOverrideRequestBody,
  V2RatelimitGetOverrideResponseBody,
  V2RatelimitLimitRequestBody,
  V2RatelimitLimitResponseBody,
  V2RatelimitListNamespacesRequestBody,
  V2RatelimitListNamespacesResponseBody,
  V2RatelimitListOverridesRequestBody,
  V2RatelimitListOverridesResponseBody,
  V2RatelimitMultiLimitRequestBody,
  V2RatelimitMultiLimitResponseBody,
  V2RatelimitSetOverrideRequestBody,
  V2RatelimitSetOverrideResponseBody,
  V2RootKeysCreateKeyRequestBody,
  V2RootKeysCreateKeyResponseBody,
  V2RootKeysDeleteKeyRequestBody,
  V2RootKeysDeleteKeyResponseBody,
  V2RootKeysGetKeyRequestBody,
  V2RootKeysGetKeyResponseBody,
  V2RootKeysListKeysRequestBody,
  V2RootKeysListKeysResponseBody,
  V2RootKeysRerollKeyRequestBody,
  V2RootKeysRerollKeyResponseBody,
  V2RootKeysUpdateKeyRequestBody,
  V2RootKeysUpdateKeyResponseBody,
  V2TeamCreateInvitationRequestBody,
  V2TeamCreateInvitationResponseBody,
  V2TeamCreateRoleRequestBody,
  V2TeamCreateRoleResponseBody,
  V2TeamDeleteInvitationRequestBody,
  V2TeamDeleteInvitationResponseBody,
  V2TeamDeleteRoleRequestBody,
  V2TeamDeleteRoleResponseBody,
  V2TeamListInvitationsRequestBody,
  V2TeamListInvitationsResponseBody,
  V2TeamListMembersRequestBody,
  V2TeamListMembersResponseBody,
  V2TeamListRolesRequestBody,
  V2TeamListRolesResponseBody,
  V2TeamRemoveMemberRequestBody,
  V2TeamRemoveMemberResponseBody,
  V2TeamUpdateMemberRequestBody,
  V2TeamUpdateMemberResponseBody,
  V2TeamUpdateRoleRequestBody,
  V2TeamUpdateRoleResponseBody,
  V2WorkspaceGetLimitsRequestBody,
  V2WorkspaceGetLimitsResponseBody,
  V2WorkspaceGetUsageRequestBody,
  V2WorkspaceGetUsageResponseBody,
  V2WorkspaceGetWorkspaceRequestBody,
  V2WorkspaceGetWorkspaceResponseBody,
  V2WorkspaceUpdateWorkspaceRequestBody,
  V2WorkspaceUpdateWorkspaceResponseBody,
} from './types.js';

export interface Operations {
  analytics: {
    /**
     * Count what was in use.
     *
     * Counts the APIs, keys, identities or tags with at least one verification. Whole hours are
     * counted. Events without such a thing count for none. Needs the permission
     * `api.*.read_analytics` or `api.<apiId>.read_analytics` or
     * `unkey:v1:<workspaceId>:keyspaces/<keySpaceId>#read_analytics`. Shows only what the caller
     * may read.
     *
     * @example
     * const answer = await unkey.analytics.distinct({ what: 'key' });
     */
    distinct: {
      request: V2AnalyticsDistinctRequestBody;
      response: V2AnalyticsDistinctResponseBody;
    };
    /**
     * List verifications.
     *
     * Lists single verifications, the newest first. A verification is there some seconds after
     * it was answered, and as long as the workspace keeps its events. Needs the permission
     * `api.*.read_analytics` or `api.<apiId>.read_analytics` or
     * `unkey:v1:<workspaceId>:keyspaces/<keySpaceId>#read_analytics`. Shows only what the caller
     * may read.
     *
     * @example
     * const list = unkey.analytics.events({ outcomes: ['RATE_LIMITED'], limit: 50 });
     * for await (const item of list.items()) console.log(item);
     */
    events: {
      request: V2AnalyticsEventsRequestBody;
      response: V2AnalyticsEventsResponseBody;
      paginated: true;
    };
    /**
     * Explain a verification.
     *
     * Shows why a verification ended as it did: each of its checks in their order, with what it
     * saw. A verification is there some seconds after it was answered. Before that, and for an
     * unknown requestId, the answer has no event and no checks. Needs the permission
     * `api.*.read_analytics` or `api.<apiId>.read_analytics` or
     * `unkey:v1:<workspaceId>:keyspaces/<keySpaceId>#read_analytics`. Shows only what the caller
     * may read.
     *
     * @example
     * const answer = await unkey.analytics.explain({ requestId: 'req_1234abcd' });
     */
    explain: {
      request: V2AnalyticsExplainRequestBody;
      response: V2AnalyticsExplainResponseBody;
    };
    /**
     * Export verifications, piece by piece.
     *
     * Gives the verifications of a time in a format for other systems, the oldest first. Each
     * answer is a piece, and says where the next one begins. An export that was cut off goes on
     * with the last position that it has kept, and gets each event exactly once. Events of the
     * last minute are left for the next piece. Needs the permission `api.*.read_analytics` or
     * `api.<apiId>.read_analytics` or
     * `unkey:v1:<workspaceId>:keyspaces/<keySpaceId>#read_analytics`. Shows only what the caller
     * may read.
     *
     * @example
     * const answer = await unkey.analytics.export({ format: 'cloudevents', count: 500 });
     */
    export: {
      request: V2AnalyticsExportRequestBody;
      response: V2AnalyticsExportResponseBody;
    };
    /**
     * Query the requests of gateways in SQL.
     *
     * Runs one SELECT, in the SQL of ClickHouse, over gateway_requests_v1. The service has no
     * gateway, so the table is empty. Needs the permission `project.*.read_gateway_requests`.
     *
     * @example
     * const answer = await unkey.analytics.getGatewayRequests({ query: 'SELECT count() AS requests FROM gateway_requests_v1' });
     */
    getGatewayRequests: {
      request: V2AnalyticsGetGatewayRequestsRequestBody;
      response: V2AnalyticsGetGatewayRequestsResponseBody;
    };
    /**
     * Query limit checks in SQL.
     *
     * Runs one SELECT, in the SQL of ClickHouse, over the limit checks of the workspace:
     * ratelimits_v1 with one row for each, and ratelimits_per_minute_v1, …_per_hour_v1,
     * …_per_day_v1 and …_per_month_v1. Rows of other workspaces do not exist for it. A check is
     * there some seconds after it was answered. Needs the permission
     * `ratelimit.*.read_analytics` or `ratelimit.<namespaceId>.read_analytics` or
     * `unkey:v1:<workspaceId>:ratelimits/namespaces/<namespaceId>#read_analytics`. Shows only
     * what the caller may read.
     *
     * @example
     * const answer = await unkey.analytics.getRatelimits({
     *   query: 'SELECT namespace_id, countIf(passed) AS passed, count() AS total FROM ratelimits_v1 GROUP BY namespace_id ORDER BY total DESC LIMIT 10',
     * });
     */
    getRatelimits: {
      request: V2AnalyticsGetRatelimitsRequestBody;
      response: V2AnalyticsGetRatelimitsResponseBody;
    };
    /**
     * Query the logs of programs in SQL.
     *
     * Runs one SELECT, in the SQL of ClickHouse, over runtime_logs_v1. The service runs no
     * programs of a workspace, so the table is empty. Needs the permission
     * `project.*.read_runtime_logs`.
     *
     * @example
     * const answer = await unkey.analytics.getRuntimeLogs({ query: 'SELECT count() AS lines FROM runtime_logs_v1' });
     */
    getRuntimeLogs: {
      request: V2AnalyticsGetRuntimeLogsRequestBody;
      response: V2AnalyticsGetRuntimeLogsResponseBody;
    };
    /**
     * List what queries in SQL may read.
     *
     * Lists the tables, columns and functions that queries in SQL may use, and the operation
     * that each table belongs to. The request needs no body. Needs the permission
     * `api.*.read_analytics` or `api.<apiId>.read_analytics` or
     * `unkey:v1:<workspaceId>:keyspaces/<keySpaceId>#read_analytics`. Shows only what the caller
     * may read.
     *
     * @example
     * const answer = await unkey.analytics.getTables({});
     */
    getTables: {
      request: V2AnalyticsGetTablesRequestBody;
      response: V2AnalyticsGetTablesResponseBody;
    };
    /**
     * Query verifications in SQL.
     *
     * Runs one SELECT, in the SQL of ClickHouse, over the verifications of the workspace:
     * key_verifications_v1 with one row for each, and key_verifications_per_minute_v1,
     * …_per_hour_v1, …_per_day_v1 and …_per_month_v1. Rows of other workspaces do not exist for
     * it. A verification is there some seconds after it was answered. Needs the permission
     * `api.*.read_analytics` or `api.<apiId>.read_analytics` or
     * `unkey:v1:<workspaceId>:keyspaces/<keySpaceId>#read_analytics`. Shows only what the caller
     * may read.
     *
     * @example
     * const answer = await unkey.analytics.getVerifications({
     *   query: 'SELECT outcome, sum(count) AS verifications FROM key_verifications_per_hour_v1 WHERE time >= now() - INTERVAL 1 DAY GROUP BY outcome ORDER BY verifications DESC',
     * });
     */
    getVerifications: {
      request: V2AnalyticsGetVerificationsRequestBody;
      response: V2AnalyticsGetVerificationsResponseBody;
    };
    /**
     * Chart how long verifications took.
     *
     * Shows quantiles of the time that verifications took inside of the service, in
     * milliseconds, in buckets of time. Where a chart is read from sums, a quantile is exact to
     * a fifth of its value. Needs the permission `api.*.read_analytics` or
     * `api.<apiId>.read_analytics` or
     * `unkey:v1:<workspaceId>:keyspaces/<keySpaceId>#read_analytics`. Shows only what the caller
     * may read.
     *
     * @example
     * const answer = await unkey.analytics.latency({ quantiles: [0.5, 0.99], step: 'hour' });
     */
    latency: {
      request: V2AnalyticsLatencyRequestBody;
      response: V2AnalyticsLatencyResponseBody;
    };
    /**
     * Chart limit checks over time.
     *
     * Counts limit checks, or adds up what they cost, in buckets of time. A bucket without
     * checks is there with 0. The first bucket begins at or before from, and the last one ends
     * at or after to, so that each is whole. Needs the permission `ratelimit.*.read_analytics`
     * or `ratelimit.<namespaceId>.read_analytics` or
     * `unkey:v1:<workspaceId>:ratelimits/namespaces/<namespaceId>#read_analytics`. Shows only
     * what the caller may read.
     *
     * @example
     * const answer = await unkey.analytics.limitSeries({ metric: 'checks', groupBy: 'namespace', step: 'hour' });
     */
    limitSeries: {
      request: V2AnalyticsLimitSeriesRequestBody;
      response: V2AnalyticsLimitSeriesResponseBody;
    };
    /**
     * List the requests to this API.
     *
     * Shows the requests that the root keys of the workspace have sent, the newest first, as far
     * back as the operator keeps them. A request is shown if it passes every filter, some
     * seconds after its answer. The operator decides whether checks are among them. With
     * filters, a page can have fewer requests than asked for, or none, although more follow. Go
     * on as long as there is a cursor. Needs the permission `audit_log.*.read_audit_log`.
     *
     * @example
     * const list = unkey.analytics.requests({ operations: ['keys.createKey'], limit: 50 });
     * for await (const item of list.items()) console.log(item);
     */
    requests: {
      request: V2AnalyticsRequestsRequestBody;
      response: V2AnalyticsRequestsResponseBody;
      paginated: true;
    };
    /**
     * Chart verifications over time.
     *
     * Counts verifications, adds up the credits that they spent, or averages how long they took,
     * in buckets of time. A bucket without events is there with 0. The first bucket begins at or
     * before from, and the last one ends at or after to, so that each is whole. Needs the
     * permission `api.*.read_analytics` or `api.<apiId>.read_analytics` or
     * `unkey:v1:<workspaceId>:keyspaces/<keySpaceId>#read_analytics`. Shows only what the caller
     * may read.
     *
     * @example
     * const answer = await unkey.analytics.series({ metric: 'verifications', groupBy: 'outcome', step: 'hour' });
     */
    series: {
      request: V2AnalyticsSeriesRequestBody;
      response: V2AnalyticsSeriesResponseBody;
    };
    /**
     * Ask how recent analytics are.
     *
     * Says whether there is an analytics engine, and how far behind its events are. The request
     * needs no body. Needs the permission `api.*.read_analytics` or `api.<apiId>.read_analytics`
     * or `unkey:v1:<workspaceId>:keyspaces/<keySpaceId>#read_analytics`. Shows only what the
     * caller may read.
     *
     * @example
     * const answer = await unkey.analytics.status({});
     */
    status: {
      request: V2AnalyticsStatusRequestBody;
      response: V2AnalyticsStatusResponseBody;
    };
    /**
     * List what was used most.
     *
     * Lists the APIs, keys, identities, tags or outcomes with the most verifications, or with
     * the most credits spent. Whole hours are counted. Needs the permission
     * `api.*.read_analytics` or `api.<apiId>.read_analytics` or
     * `unkey:v1:<workspaceId>:keyspaces/<keySpaceId>#read_analytics`. Shows only what the caller
     * may read.
     *
     * @example
     * const answer = await unkey.analytics.top({ by: 'key' });
     */
    top: {
      request: V2AnalyticsTopRequestBody;
      response: V2AnalyticsTopResponseBody;
    };
  };
  apis: {
    /**
     * Count the keys of APIs by their state.
     *
     * Counts for each API how many keys it has, and how many of them need attention. A key may
     * count as several of these at once. One answer examines 50,000 keys at most, the same
     * number for each API. isExact says whether all keys of an API were examined. If not, there
     * are at least as many as counted. Needs the permission `api.*.read_key` or
     * `api.<apiId>.read_key`. Shows only what the caller may read.
     *
     * @example
     * const answer = await unkey.apis.countKeys({ expiringDays: 7, unusedDays: 30 });
     */
    countKeys: {
      request: V2ApisCountKeysRequestBody;
      response: V2ApisCountKeysResponseBody;
    };
    /**
     * Create an API.
     *
     * Creates an API: the space that keys belong to. Its name is for people and need not be
     * unique. Needs the permission `api.*.create_api` or
     * `unkey:v1:<workspaceId>:keyspaces/*#create_keyspace`.
     *
     * @example
     * const answer = await unkey.apis.createApi({ name: 'Weather' });
     */
    createApi: {
      request: V2ApisCreateApiRequestBody;
      response: V2ApisCreateApiResponseBody;
    };
    /**
     * Delete an API.
     *
     * Deletes an API. Once the answer has come, no key of the API is valid. Refused while the
     * API has delete protection. Needs the permission `api.*.delete_api` or
     * `api.<apiId>.delete_api`.
     *
     * @example
     * const answer = await unkey.apis.deleteApi({ apiId: 'api_1234abcd' });
     */
    deleteApi: {
      request: V2ApisDeleteApiRequestBody;
      response: V2ApisDeleteApiResponseBody;
    };
    /**
     * Get an API.
     *
     * Needs the permission `api.*.read_api` or `api.<apiId>.read_api`.
     *
     * @example
     * const answer = await unkey.apis.getApi({ apiId: 'api_1234abcd' });
     */
    getApi: {
      request: V2ApisGetApiRequestBody;
      response: V2ApisGetApiResponseBody;
    };
    /**
     * List APIs.
     *
     * Lists APIs, by age unless the request asks for another order. Needs the permission
     * `api.*.read_api` or `api.<apiId>.read_api`. Shows only what the caller may read.
     *
     * @example
     * const list = unkey.apis.listApis({ limit: 10 });
     * for await (const item of list.items()) console.log(item);
     */
    listApis: {
      request: V2ApisListApisRequestBody;
      response: V2ApisListApisResponseBody;
      paginated: true;
    };
    /**
     * List the keys of an API.
     *
     * Lists keys, each as keys.getKey shows it. A key is shown if it passes every filter of the
     * request. With a search or a filter, a page may have fewer keys than asked for, or none,
     * although more follow. Go on as long as pagination.hasMore is true. With decrypt, each key
     * whose plaintext is shown leaves an audit event. Needs the permission ((`api.*.read_key` or
     * `api.<apiId>.read_key`) and (`api.*.read_api` or `api.<apiId>.read_api`)) or
     * (`unkey:v1:<workspaceId>:keyspaces/<keySpaceId>/keys/*#read_key` and
     * `unkey:v1:<workspaceId>:keyspaces/<keySpaceId>#read_keyspace`). Needs `api.*.decrypt_key`
     * or `api.<apiId>.decrypt_key` or
     * `unkey:v1:<workspaceId>:keyspaces/<keySpaceId>/keys/*#decrypt_key` as well to decrypt.
     * Without the permission the answer is `unkey/data/api_not_found`.
     *
     * @example
     * const list = unkey.apis.listKeys({ apiId: 'api_1234abcd', limit: 10, externalId: 'user_42' });
     * for await (const item of list.items()) console.log(item);
     */
    listKeys: {
      request: V2ApisListKeysRequestBody;
      response: V2ApisListKeysResponseBody;
      paginated: true;
    };
    /**
     * Change an API.
     *
     * Sets the fields that are sent and leaves the others. null clears a field. Takes effect at
     * once, also for existing keys. Answers with the API as it is now. Needs the permission
     * `api.*.update_api` or `api.<apiId>.update_api`.
     *
     * @example
     * const answer = await unkey.apis.updateApi({
     *   apiId: 'api_1234abcd',
     *   defaultPrefix: 'prod',
     *   ipAllowList: ['192.0.2.0/24', '2001:db8::/32'],
     *   deleteProtection: true,
     * });
     */
    updateApi: {
      request: V2ApisUpdateApiRequestBody;
      response: V2ApisUpdateApiResponseBody;
    };
  };
  auditLogs: {
    /**
     * List audit logs.
     *
     * Shows who changed what, the newest first unless the request asks for the other order, as
     * far back as the workspace keeps its audit logs. An audit event is shown if it passes every
     * filter of the request. It passes a filter if it has one of the values of the filter. With
     * several filters or a search, a page can have fewer audit events than asked for, or none,
     * although more follow. Go on as long as there is a cursor. Needs the permission
     * `audit_log.*.read_audit_log`.
     *
     * @example
     * const list = unkey.auditLogs.listAuditLogs({ events: ['key.create', 'key.delete'], limit: 50 });
     * for await (const item of list.items()) console.log(item);
     */
    listAuditLogs: {
      request: V2AuditLogsListAuditLogsRequestBody;
      response: V2AuditLogsListAuditLogsResponseBody;
      paginated: true;
    };
  };
  identities: {
    /**
     * Create an identity.
     *
     * Creates an identity: a user or an organisation of yours. Its keys share its meta and its
     * rate limits. Needs the permission `identity.*.create_identity` or
     * `unkey:v1:<workspaceId>:projects/* /identities/*#create_identity`.
     *
     * @example
     * const answer = await unkey.identities.createIdentity({
     *   externalId: 'user_42',
     *   meta: { plan: 'pro' },
     *   ratelimits: [{ name: 'requests', limit: 1000, duration: 60000, autoApply: true }],
     * });
     */
    createIdentity: {
      request: V2IdentitiesCreateIdentityRequestBody;
      response: V2IdentitiesCreateIdentityResponseBody;
    };
    /**
     * Delete an identity.
     *
     * Deletes an identity and its rate limits. Its externalId can be used again. Its keys stay
     * valid, as keys without an identity. Needs the permission `identity.*.delete_identity` or
     * `unkey:v1:<workspaceId>:projects/* /identities/*#delete_identity`.
     *
     * @example
     * const answer = await unkey.identities.deleteIdentity({ identity: 'user_42' });
     */
    deleteIdentity: {
      request: V2IdentitiesDeleteIdentityRequestBody;
      response: V2IdentitiesDeleteIdentityResponseBody;
    };
    /**
     * Get an identity.
     *
     * Shows an identity with its meta and rate limits. Needs the permission
     * `identity.*.read_identity` or `identity.<identityId>.read_identity` or
     * `unkey:v1:<workspaceId>:projects/* /identities/*#read_identity`.
     *
     * @example
     * const answer = await unkey.identities.getIdentity({ identity: 'user_42' });
     */
    getIdentity: {
      request: V2IdentitiesGetIdentityRequestBody;
      response: V2IdentitiesGetIdentityResponseBody;
    };
    /**
     * List identities.
     *
     * Lists identities. With a search, a page may have fewer items than asked for, or none,
     * although more follow. Go on as long as pagination.hasMore is true. Needs the permission
     * `identity.*.read_identity` or `identity.<identityId>.read_identity` or
     * `unkey:v1:<workspaceId>:projects/* /identities/*#read_identity`. Needs
     * `identity.*.read_identity` or
     * `unkey:v1:<workspaceId>:projects/* /identities/*#read_identity` as well to count. Needs it
     * for every item of the page.
     *
     * @example
     * const list = unkey.identities.listIdentities({ limit: 10, search: 'user_' });
     * for await (const item of list.items()) console.log(item);
     */
    listIdentities: {
      request: V2IdentitiesListIdentitiesRequestBody;
      response: V2IdentitiesListIdentitiesResponseBody;
      paginated: true;
    };
    /**
     * Update an identity.
     *
     * Replaces the meta, the rate limits, or both. What is absent stays as it is. The change
     * applies to all keys of the identity at once. Answers with the identity as it is now. Needs
     * the permission `identity.*.update_identity` or
     * `unkey:v1:<workspaceId>:projects/* /identities/*#update_identity`.
     *
     * @example
     * const answer = await unkey.identities.updateIdentity({ identity: 'user_42', meta: { plan: 'enterprise' }, ratelimits: [] });
     */
    updateIdentity: {
      request: V2IdentitiesUpdateIdentityRequestBody;
      response: V2IdentitiesUpdateIdentityResponseBody;
    };
  };
  keys: {
    /**
     * Give permissions to a key.
     *
     * Adds permissions to those that the key itself has, up to 1,000. Answers with all of them:
     * first those that it had, by slug, then the new ones. Needs the permission
     * ((`api.*.update_key` or `api.<apiId>.update_key`) and `rbac.*.add_permission_to_key`) or
     * `unkey:v1:<workspaceId>:keyspaces/<keySpaceId>/keys/<keyId>#update_key`. Needs
     * `rbac.*.create_permission` or
     * `unkey:v1:<workspaceId>:rbac/permissions/*#create_permission` as well if a permission does
     * not exist yet.
     *
     * @example
     * const answer = await unkey.keys.addPermissions({ keyId: 'key_1234abcd', permissions: ['documents.read'] });
     */
    addPermissions: {
      request: V2KeysAddPermissionsRequestBody;
      response: V2KeysAddPermissionsResponseBody;
    };
    /**
     * Give roles to a key.
     *
     * Adds roles to those that the key has, up to 100. Answers with all of them: first those
     * that it had, by name, then the new ones. Needs the permission ((`api.*.update_key` or
     * `api.<apiId>.update_key`) and `rbac.*.add_role_to_key`) or
     * `unkey:v1:<workspaceId>:keyspaces/<keySpaceId>/keys/<keyId>#update_key`.
     *
     * @example
     * const answer = await unkey.keys.addRoles({ keyId: 'key_1234abcd', roles: ['editor'] });
     */
    addRoles: {
      request: V2KeysAddRolesRequestBody;
      response: V2KeysAddRolesResponseBody;
    };
    /**
     * Create a key.
     *
     * Issues a key. The key itself appears only in this answer, because only its hash is stored.
     * A recoverable key can be shown again. Needs the permission `api.*.create_key` or
     * `api.<apiId>.create_key` or `unkey:v1:<workspaceId>:keyspaces/<keySpaceId>#create_key`.
     * Needs `identity.*.update_identity` or
     * `unkey:v1:<workspaceId>:projects/* /identities/*#update_identity` as well to give an
     * existing identity, if the workspace has strictRights. Needs `identity.*.create_identity`
     * or `unkey:v1:<workspaceId>:projects/* /identities/*#create_identity` as well to create an
     * identity, if the workspace has strictRights. Needs `rbac.*.create_permission` or
     * `unkey:v1:<workspaceId>:rbac/permissions/*#create_permission` as well to create a
     * permission, if the workspace has strictRights. Needs `rbac.*.add_permission_to_key` as
     * well to give permissions, if the workspace has strictRights. Needs
     * `rbac.*.add_role_to_key` as well to give roles, if the workspace has strictRights. Needs
     * `api.*.encrypt_key` or `api.<apiId>.encrypt_key` or
     * `unkey:v1:<workspaceId>:keyspaces/<keySpaceId>/keys/*#encrypt_key` as well for a
     * recoverable key. Without the permission the answer is `unkey/data/api_not_found`.
     *
     * @example
     * const answer = await unkey.keys.createKey({
     *   apiId: 'api_1234abcd',
     *   prefix: 'prod',
     *   name: 'Reporting job',
     *   externalId: 'user_42',
     *   credits: { remaining: 1000 },
     * });
     */
    createKey: {
      request: V2KeysCreateKeyRequestBody;
      response: V2KeysCreateKeyResponseBody;
    };
    /**
     * Delete a key.
     *
     * Deletes a key. Once the answer has come, the key is no longer valid. Needs the permission
     * `api.*.delete_key` or `api.<apiId>.delete_key` or
     * `unkey:v1:<workspaceId>:keyspaces/<keySpaceId>/keys/<keyId>#delete_key`.
     *
     * @example
     * const answer = await unkey.keys.deleteKey({ keyId: 'key_1234abcd' });
     */
    deleteKey: {
      request: V2KeysDeleteKeyRequestBody;
      response: V2KeysDeleteKeyResponseBody;
    };
    /**
     * Get a key.
     *
     * Shows everything about a key. With decrypt, it also shows the plaintext of a recoverable
     * key, which leaves an audit event. Needs the permission `api.*.read_key` or
     * `api.<apiId>.read_key` or
     * `unkey:v1:<workspaceId>:keyspaces/<keySpaceId>/keys/<keyId>#read_key`. Needs
     * `api.*.decrypt_key` or `api.<apiId>.decrypt_key` or
     * `unkey:v1:<workspaceId>:keyspaces/<keySpaceId>/keys/<keyId>#decrypt_key` as well to
     * decrypt.
     *
     * @example
     * const answer = await unkey.keys.getKey({ keyId: 'key_1234abcd' });
     */
    getKey: {
      request: V2KeysGetKeyRequestBody;
      response: V2KeysGetKeyResponseBody;
    };
    /**
     * Import keys.
     *
     * Imports keys that another system has issued, by their hashes, all in one transaction. A
     * hash that a key has already is listed in failed and changes nothing. So is a hash that
     * came earlier in the same request. Missing identities, permissions and roles are created.
     * The keys of one request may have 100,000 permissions, roles and rate limits together, and
     * 250,000 values in all. Needs the permission `api.*.create_key` or
     * `api.<apiId>.create_key`. Needs `identity.*.update_identity` or
     * `unkey:v1:<workspaceId>:projects/* /identities/*#update_identity` as well to give an
     * existing identity, if the workspace has strictRights. Needs `identity.*.create_identity`
     * or `unkey:v1:<workspaceId>:projects/* /identities/*#create_identity` as well to create an
     * identity, if the workspace has strictRights. Needs `rbac.*.create_permission` or
     * `unkey:v1:<workspaceId>:rbac/permissions/*#create_permission` as well to create a
     * permission, if the workspace has strictRights. Needs `rbac.*.add_permission_to_key` as
     * well to give permissions, if the workspace has strictRights. Needs
     * `rbac.*.add_role_to_key` as well to give roles, if the workspace has strictRights. Needs
     * `rbac.*.create_role` as well to create a role, if the workspace has strictRights.
     *
     * @example
     * const answer = await unkey.keys.migrateKeys({
     *   migrationId: 'mig_1234abcd',
     *   apiId: 'api_1234abcd',
     *   keys: [
     *     {
     *       hash: 'uqfoXJzBbmmM80vEWTGMEBKRGEjTCEjmFfCq6VhjOeQ=',
     *       externalId: 'user_42',
     *     },
     *   ],
     * });
     */
    migrateKeys: {
      request: V2KeysMigrateKeysRequestBody;
      response: V2KeysMigrateKeysResponseBody;
    };
    /**
     * Take permissions from a key.
     *
     * Takes permissions from those that the key itself has. Answers with those that are left, by
     * slug. The key keeps what it has through roles. Needs the permission ((`api.*.update_key`
     * or `api.<apiId>.update_key`) and `rbac.*.remove_permission_from_key`) or
     * `unkey:v1:<workspaceId>:keyspaces/<keySpaceId>/keys/<keyId>#update_key`.
     *
     * @example
     * const answer = await unkey.keys.removePermissions({ keyId: 'key_1234abcd', permissions: ['documents.read'] });
     */
    removePermissions: {
      request: V2KeysRemovePermissionsRequestBody;
      response: V2KeysRemovePermissionsResponseBody;
    };
    /**
     * Take roles from a key.
     *
     * Takes roles from the key. Answers with those that are left, by name. Needs the permission
     * `api.*.update_key` or `api.<apiId>.update_key` or
     * `unkey:v1:<workspaceId>:keyspaces/<keySpaceId>/keys/<keyId>#update_key`. Needs
     * `rbac.*.remove_role_from_key` as well to take roles, if the workspace has strictRights.
     *
     * @example
     * const answer = await unkey.keys.removeRoles({ keyId: 'key_1234abcd', roles: ['editor'] });
     */
    removeRoles: {
      request: V2KeysRemoveRolesRequestBody;
      response: V2KeysRemoveRolesResponseBody;
    };
    /**
     * Reroll a key.
     *
     * Issues a new key with the settings, limits, permissions, roles and credits of an old one,
     * and lets the old key expire, unless expiration is null. While both keys are valid, each
     * has its own credits. The new key is recoverable if the old one is. Needs the permission
     * `api.*.create_key` or `api.<apiId>.create_key` or
     * `unkey:v1:<workspaceId>:keyspaces/<keySpaceId>#create_key`. Needs `api.*.encrypt_key` or
     * `api.<apiId>.encrypt_key` or
     * `unkey:v1:<workspaceId>:keyspaces/<keySpaceId>/keys/*#encrypt_key` as well for a
     * recoverable key.
     *
     * @example
     * const answer = await unkey.keys.rerollKey({ keyId: 'key_1234abcd', expiration: 86400000 });
     */
    rerollKey: {
      request: V2KeysRerollKeyRequestBody;
      response: V2KeysRerollKeyResponseBody;
    };
    /**
     * Set the permissions of a key.
     *
     * Replaces the permissions that the key itself has by these, and answers with them. The key
     * keeps what it has through roles. Needs the permission ((`api.*.update_key` or
     * `api.<apiId>.update_key`) and `rbac.*.add_permission_to_key` and
     * `rbac.*.remove_permission_from_key`) or
     * `unkey:v1:<workspaceId>:keyspaces/<keySpaceId>/keys/<keyId>#update_key`. Needs
     * `rbac.*.create_permission` or
     * `unkey:v1:<workspaceId>:rbac/permissions/*#create_permission` as well if a permission does
     * not exist yet.
     *
     * @example
     * const answer = await unkey.keys.setPermissions({ keyId: 'key_1234abcd', permissions: ['documents.read'] });
     */
    setPermissions: {
      request: V2KeysSetPermissionsRequestBody;
      response: V2KeysSetPermissionsResponseBody;
    };
    /**
     * Set the roles of a key.
     *
     * Replaces the roles of the key by these, and answers with them. The key keeps the
     * permissions that it has itself. Needs the permission `api.*.update_key` or
     * `api.<apiId>.update_key` or
     * `unkey:v1:<workspaceId>:keyspaces/<keySpaceId>/keys/<keyId>#update_key`. Needs
     * `rbac.*.add_role_to_key` and `rbac.*.remove_role_from_key` as well to set roles, if the
     * workspace has strictRights.
     *
     * @example
     * const answer = await unkey.keys.setRoles({ keyId: 'key_1234abcd', roles: ['editor'] });
     */
    setRoles: {
      request: V2KeysSetRolesRequestBody;
      response: V2KeysSetRolesResponseBody;
    };
    /**
     * Update the credits of a key.
     *
     * Sets the credits of a key, adds to them or takes from them. A spend at the same time
     * counts either before or after the change. Needs the permission `api.*.update_key` or
     * `api.<apiId>.update_key` or
     * `unkey:v1:<workspaceId>:keyspaces/<keySpaceId>/keys/<keyId>#update_key`.
     *
     * @example
     * const answer = await unkey.keys.updateCredits({ keyId: 'key_1234abcd', operation: 'set', value: 500 });
     */
    updateCredits: {
      request: V2KeysUpdateCreditsRequestBody;
      response: V2KeysUpdateCreditsResponseBody;
    };
    /**
     * Update a key.
     *
     * Sets the fields that are sent and leaves the others. null clears a field. A list replaces
     * the old one. Takes effect at once. Needs the permission `api.*.update_key` or
     * `api.<apiId>.update_key` or
     * `unkey:v1:<workspaceId>:keyspaces/<keySpaceId>/keys/<keyId>#update_key`. Needs
     * `identity.*.update_identity` or
     * `unkey:v1:<workspaceId>:projects/* /identities/*#update_identity` as well to give an
     * existing identity, if the workspace has strictRights. Needs `identity.*.create_identity`
     * or `unkey:v1:<workspaceId>:projects/* /identities/*#create_identity` as well to create an
     * identity, if the workspace has strictRights. Needs `rbac.*.create_permission` or
     * `unkey:v1:<workspaceId>:rbac/permissions/*#create_permission` as well to create a
     * permission, if the workspace has strictRights. Needs `rbac.*.add_permission_to_key` and
     * `rbac.*.remove_permission_from_key` as well to set permissions, if the workspace has
     * strictRights. Needs `rbac.*.add_role_to_key` and `rbac.*.remove_role_from_key` as well to
     * set roles, if the workspace has strictRights.
     *
     * @example
     * const answer = await unkey.keys.updateKey({ keyId: 'key_1234abcd', name: 'Reporting job, weekly', expires: null });
     */
    updateKey: {
      request: V2KeysUpdateKeyRequestBody;
      response: V2KeysUpdateKeyResponseBody;
    };
    /**
     * Verify a key.
     *
     * Says whether a key is valid, what it may do, and how much is left. A key that is not valid
     * is an answer, not an error: look at valid and code. The meta of an identity is left out if
     * it has more than 65,535 bytes: identities.getIdentity shows it. Needs the permission
     * `api.*.verify_key` or `api.<apiId>.verify_key` or
     * `unkey:v1:<workspaceId>:keyspaces/<keySpaceId>/keys/<keyId>#verify_key`. Without the
     * permission the answer is `NOT_FOUND`.
     *
     * @example
     * const answer = await unkey.keys.verifyKey({ key: 'prod_2cGKbMxRyIzhCxo1Idjz8q', permissions: 'docs.read OR admin' });
     */
    verifyKey: {
      request: V2KeysVerifyKeyRequestBody;
      response: V2KeysVerifyKeyResponseBody;
    };
    /**
     * Look up a key by itself.
     *
     * Answers as keys.getKey does, for callers that have the key but not its id. Spends no
     * credits and counts against no rate limit of the key. Needs the permission `api.*.read_key`
     * or `api.<apiId>.read_key` or
     * `unkey:v1:<workspaceId>:keyspaces/<keySpaceId>/keys/<keyId>#read_key`. Without the
     * permission the answer is `unkey/data/key_not_found`.
     *
     * @example
     * const answer = await unkey.keys.whoami({ key: 'prod_2cGKbMxRyIzhCxo1Idjz8q' });
     */
    whoami: {
      request: V2KeysWhoamiRequestBody;
      response: V2KeysWhoamiResponseBody;
    };
  };
  migrations: {
    /**
     * Create a migration.
     *
     * Prepares the import of keys that another system has issued, if only their hashes are
     * known. keys.migrateKeys then imports them. Keys of a sha256 migration can be verified like
     * any other key. For a key of a github.com/seamapi/prefixed-api-key migration,
     * keys.verifyKey needs the id of the migration until it has verified the key once. Needs the
     * permission `migration.*.create_migration`.
     *
     * @example
     * const answer = await unkey.migrations.createMigration({ name: 'From our own key table', algorithm: 'sha256' });
     */
    createMigration: {
      request: V2MigrationsCreateMigrationRequestBody;
      response: V2MigrationsCreateMigrationResponseBody;
    };
    /**
     * List migrations.
     *
     * Lists the migrations of the workspace, the oldest first. Needs the permission
     * `migration.*.read_migration`.
     *
     * @example
     * const list = unkey.migrations.listMigrations({ limit: 10 });
     * for await (const item of list.items()) console.log(item);
     */
    listMigrations: {
      request: V2MigrationsListMigrationsRequestBody;
      response: V2MigrationsListMigrationsResponseBody;
      paginated: true;
    };
  };
  permissions: {
    /**
     * Create a permission.
     *
     * Creates a permission, which keys and roles can then have. Slugs are unique in the
     * workspace, and case makes no difference. Needs the permission `rbac.*.create_permission`
     * or `unkey:v1:<workspaceId>:rbac/permissions/*#create_permission`.
     *
     * @example
     * const answer = await unkey.permissions.createPermission({ name: 'Read documents', slug: 'documents.read' });
     */
    createPermission: {
      request: V2PermissionsCreatePermissionRequestBody;
      response: V2PermissionsCreatePermissionResponseBody;
    };
    /**
     * Create a role.
     *
     * Creates a role, which gives its permissions to the keys that have it. Names are unique in
     * the workspace, and case makes no difference. Needs the permission `rbac.*.create_role` or
     * `unkey:v1:<workspaceId>:rbac/roles/*#create_role`. Needs `rbac.*.add_permission_to_role`
     * as well for a role with permissions. Needs `rbac.*.create_permission` as well if a
     * permission does not exist yet.
     *
     * @example
     * const answer = await unkey.permissions.createRole({ name: 'editor', permissions: ['documents.read', 'documents.write'] });
     */
    createRole: {
      request: V2PermissionsCreateRoleRequestBody;
      response: V2PermissionsCreateRoleResponseBody;
    };
    /**
     * Delete a permission.
     *
     * Deletes the permission and takes it from every key and role that has it. The keys and
     * roles stay. Once the answer has come, no verification passes because of this permission.
     * Needs the permission `rbac.*.delete_permission`.
     *
     * @example
     * const answer = await unkey.permissions.deletePermission({ permission: 'documents.read' });
     */
    deletePermission: {
      request: V2PermissionsDeletePermissionRequestBody;
      response: V2PermissionsDeletePermissionResponseBody;
    };
    /**
     * Delete a role.
     *
     * Deletes the role and takes it from every key that has it. The keys and the permissions
     * stay. Once the answer has come, no verification passes because of this role. Needs the
     * permission `rbac.*.delete_role`.
     *
     * @example
     * const answer = await unkey.permissions.deleteRole({ role: 'editor' });
     */
    deleteRole: {
      request: V2PermissionsDeleteRoleRequestBody;
      response: V2PermissionsDeleteRoleResponseBody;
    };
    /**
     * Get a permission.
     *
     * Needs the permission `rbac.*.read_permission`.
     *
     * @example
     * const answer = await unkey.permissions.getPermission({ permission: 'documents.read' });
     */
    getPermission: {
      request: V2PermissionsGetPermissionRequestBody;
      response: V2PermissionsGetPermissionResponseBody;
    };
    /**
     * Get a role.
     *
     * Shows a role with its permissions. Needs the permission `rbac.*.read_role`.
     *
     * @example
     * const answer = await unkey.permissions.getRole({ role: 'editor' });
     */
    getRole: {
      request: V2PermissionsGetRoleRequestBody;
      response: V2PermissionsGetRoleResponseBody;
    };
    /**
     * List permissions.
     *
     * Lists permissions by age unless the request asks for another order. A search looks at id,
     * name, slug and description. Needs the permission `rbac.*.read_permission`.
     *
     * @example
     * const list = unkey.permissions.listPermissions({ limit: 50, search: 'documents' });
     * for await (const item of list.items()) console.log(item);
     */
    listPermissions: {
      request: V2PermissionsListPermissionsRequestBody;
      response: V2PermissionsListPermissionsResponseBody;
      paginated: true;
    };
    /**
     * List roles.
     *
     * Lists roles with their permissions, by age unless the request asks for another order. A
     * search looks at id, name and description. Needs the permission `rbac.*.read_role`.
     *
     * @example
     * const list = unkey.permissions.listRoles({ limit: 50, search: 'editor' });
     * for await (const item of list.items()) console.log(item);
     */
    listRoles: {
      request: V2PermissionsListRolesRequestBody;
      response: V2PermissionsListRolesResponseBody;
      paginated: true;
    };
    /**
     * Set the permissions of a role.
     *
     * Replaces the permissions of the role by these, for every key that has the role. Answers
     * with them, by slug. Send either role or roleId. Needs the permission
     * `rbac.*.add_permission_to_role` and `rbac.*.remove_permission_from_role`. Needs
     * `rbac.*.create_permission` or
     * `unkey:v1:<workspaceId>:rbac/permissions/*#create_permission` as well if a permission does
     * not exist yet.
     *
     * @example
     * const answer = await unkey.permissions.setRolePermissions({ role: 'editor', permissions: ['documents.read'] });
     */
    setRolePermissions: {
      request: V2PermissionsSetRolePermissionsRequestBody;
      response: V2PermissionsSetRolePermissionsResponseBody;
    };
    /**
     * Test a permission query.
     *
     * Says whether a key with these permissions and roles would pass the query, and which of the
     * roles would pass it alone. The rule is that of keys.verifyKey. It needs no key, uses
     * nothing up and leaves no usage event. Needs the permission `rbac.*.read_permission` and
     * `rbac.*.read_role`.
     *
     * @example
     * const answer = await unkey.permissions.testQuery({
     *   query: 'documents.read AND documents.write',
     *   permissions: ['documents.read'],
     * });
     */
    testQuery: {
      request: V2PermissionsTestQueryRequestBody;
      response: V2PermissionsTestQueryResponseBody;
    };
    /**
     * Update a permission.
     *
     * Sets the fields that are sent and leaves the others. null or an empty text clears the
     * description. The keys and roles that have the permission keep it under its new slug: once
     * the answer has come, verifications know only that one. Answers with the permission as it
     * is now. Needs the permission `rbac.*.update_permission` or
     * `unkey:v1:<workspaceId>:projects/<projectId>/rbac/permissions/<permissionId>#write`.
     *
     * @example
     * const answer = await unkey.permissions.updatePermission({ permission: 'documents.read', slug: 'documents.view', description: null });
     */
    updatePermission: {
      request: V2PermissionsUpdatePermissionRequestBody;
      response: V2PermissionsUpdatePermissionResponseBody;
    };
    /**
     * Update a role.
     *
     * Sets the fields that are sent and leaves the others. null or an empty text clears the
     * description. The keys that have the role keep it under its new name. Answers with the role
     * as it is now, without its permissions. Needs the permission `rbac.*.update_role` or
     * `unkey:v1:<workspaceId>:projects/<projectId>/rbac/roles/<roleId>#write`.
     *
     * @example
     * const answer = await unkey.permissions.updateRole({ role: 'editor', name: 'author', description: null });
     */
    updateRole: {
      request: V2PermissionsUpdateRoleRequestBody;
      response: V2PermissionsUpdateRoleResponseBody;
    };
  };
  ratelimit: {
    /**
     * Create a namespace.
     *
     * A check creates a missing namespace by itself. Use this operation if a namespace needs
     * overrides before its first check, or to use the name of a deleted namespace again, which
     * checks cannot do. The namespace is then a new one: it has a new id, counts from zero, and
     * has none of the overrides or permissions of the deleted one. Needs the permission
     * `ratelimit.*.create_namespace`.
     *
     * @example
     * const answer = await unkey.ratelimit.createNamespace({ name: 'sign-in' });
     */
    createNamespace: {
      request: V2RatelimitCreateNamespaceRequestBody;
      response: V2RatelimitCreateNamespaceResponseBody;
    };
    /**
     * Delete a namespace.
     *
     * Deletes the namespace and its overrides. Once the answer has come, checks that name it are
     * refused with 410, until ratelimit.createNamespace creates it again. Needs the permission
     * `ratelimit.*.delete_namespace` or `ratelimit.<namespaceId>.delete_namespace`.
     *
     * @example
     * const answer = await unkey.ratelimit.deleteNamespace({ namespace: 'sign-in' });
     */
    deleteNamespace: {
      request: V2RatelimitDeleteNamespaceRequestBody;
      response: V2RatelimitDeleteNamespaceResponseBody;
    };
    /**
     * Delete an override.
     *
     * Deletes the override that was set for exactly this identifier. An override whose wildcard
     * matches it stays. Takes effect at once. Needs the permission `ratelimit.*.delete_override`
     * or `ratelimit.<namespaceId>.delete_override` or
     * `unkey:v1:<workspaceId>:ratelimits/namespaces/<namespaceId>/overrides/<overrideId>#delete_override`.
     *
     * @example
     * const answer = await unkey.ratelimit.deleteOverride({ namespace: 'sign-in', identifier: '*@example.com' });
     */
    deleteOverride: {
      request: V2RatelimitDeleteOverrideRequestBody;
      response: V2RatelimitDeleteOverrideResponseBody;
    };
    /**
     * Get a namespace.
     *
     * Needs the permission `ratelimit.*.read_namespace` or
     * `ratelimit.<namespaceId>.read_namespace`.
     *
     * @example
     * const answer = await unkey.ratelimit.getNamespace({ namespace: 'sign-in' });
     */
    getNamespace: {
      request: V2RatelimitGetNamespaceRequestBody;
      response: V2RatelimitGetNamespaceResponseBody;
    };
    /**
     * Get an override.
     *
     * Shows the override that was set for exactly this identifier. If there is none, it shows
     * the override whose wildcard counts for it. Needs the permission
     * `ratelimit.<namespaceId>.read_override` or `ratelimit.*.read_override` or
     * `unkey:v1:<workspaceId>:ratelimits/namespaces/<namespaceId>/overrides/<overrideId>#read_override`.
     *  Without the permission the answer is `unkey/data/ratelimit_override_not_found`.
     *
     * @example
     * const answer = await unkey.ratelimit.getOverride({ namespace: 'sign-in', identifier: 'user_42@example.com' });
     */
    getOverride: {
      request: V2RatelimitGetOverrideRequestBody;
      response: V2RatelimitGetOverrideResponseBody;
    };
    /**
     * Check a rate limit.
     *
     * Counts a request against a limit and says whether it passes. A denied request is an
     * answer, not an error, and is not counted. Needs the permission `ratelimit.*.limit` or
     * `ratelimit.<namespaceId>.limit`. Needs `ratelimit.*.create_namespace` and
     * `ratelimit.*.limit` as well for a new namespace.
     *
     * @example
     * const answer = await unkey.ratelimit.limit({ namespace: 'sign-in', identifier: 'user_42', limit: 10, duration: 60000 });
     */
    limit: {
      request: V2RatelimitLimitRequestBody;
      response: V2RatelimitLimitResponseBody;
    };
    /**
     * List namespaces.
     *
     * Lists namespaces, by age unless the request asks for another order. Needs the permission
     * `ratelimit.*.read_namespace` or `ratelimit.<namespaceId>.read_namespace`. Shows only what
     * the caller may read.
     *
     * @example
     * const list = unkey.ratelimit.listNamespaces({ limit: 10 });
     * for await (const item of list.items()) console.log(item);
     */
    listNamespaces: {
      request: V2RatelimitListNamespacesRequestBody;
      response: V2RatelimitListNamespacesResponseBody;
      paginated: true;
    };
    /**
     * List overrides.
     *
     * Lists overrides, by age unless the request asks for another order. Needs the permission
     * `ratelimit.*.read_override` or `ratelimit.<namespaceId>.read_override`.
     *
     * @example
     * const list = unkey.ratelimit.listOverrides({ namespace: 'sign-in', limit: 50 });
     * for await (const item of list.items()) console.log(item);
     */
    listOverrides: {
      request: V2RatelimitListOverridesRequestBody;
      response: V2RatelimitListOverridesResponseBody;
      paginated: true;
    };
    /**
     * Check several rate limits at once.
     *
     * Checks several limits together. Either all of them pass, or nothing is counted. The answer
     * has the limits in the order of the request. Needs the permission `ratelimit.*.limit` or
     * `ratelimit.<namespaceId>.limit` for each. Needs `ratelimit.*.create_namespace` and
     * `ratelimit.*.limit` as well for new namespaces.
     *
     * @example
     * const answer = await unkey.ratelimit.multiLimit([
     *   {
     *     namespace: 'requests',
     *     identifier: 'user_42',
     *     limit: 100,
     *     duration: 60000,
     *   },
     *   {
     *     namespace: 'tokens',
     *     identifier: 'user_42',
     *     limit: 20000,
     *     duration: 60000,
     *     cost: 750,
     *   },
     * ]);
     */
    multiLimit: {
      request: V2RatelimitMultiLimitRequestBody;
      response: V2RatelimitMultiLimitResponseBody;
    };
    /**
     * Set an override.
     *
     * Sets a limit and a duration for one identifier, or for all identifiers that match a
     * pattern. They replace the numbers that a check sends. An override that exists already
     * keeps its id and gets the new numbers. If several overrides match, the one with exactly
     * the identifier counts. Otherwise the one with the longest text beside its wildcards
     * counts, and among equals the oldest. A namespace can have 10,000 overrides, 1,000 of them
     * with a wildcard, and 20 of these with text between two wildcards. Takes effect at once.
     * Needs the permission `ratelimit.*.set_override` or `ratelimit.<namespaceId>.set_override`
     * or `unkey:v1:<workspaceId>:ratelimits/namespaces/<namespaceId>#set_override`.
     *
     * @example
     * const answer = await unkey.ratelimit.setOverride({
     *   namespace: 'sign-in',
     *   identifier: '*@example.com',
     *   limit: 100,
     *   duration: 60000,
     * });
     */
    setOverride: {
      request: V2RatelimitSetOverrideRequestBody;
      response: V2RatelimitSetOverrideResponseBody;
    };
  };
  rootKeys: {
    /**
     * Create a root key.
     *
     * Issues a root key for the operations of this service. The root key appears only in this
     * answer: only its hash is stored. It cannot have more permissions than the root key that
     * creates it. If that one expires, the new one must expire too, and no later. Needs the
     * permission `unkey:v1:<workspaceId>:rootKeys/*#write`.
     *
     * @example
     * const answer = await unkey.rootKeys.createKey({ name: 'Gateway', permissions: ['api.*.verify_key'] });
     */
    createKey: {
      request: V2RootKeysCreateKeyRequestBody;
      response: V2RootKeysCreateKeyResponseBody;
    };
    /**
     * Delete a root key.
     *
     * Deletes a root key. Once the answer has come, the root key is no longer accepted. It
     * cannot delete itself. Needs the permission
     * `unkey:v1:<workspaceId>:rootKeys/<keyId>#delete`.
     *
     * @example
     * const answer = await unkey.rootKeys.deleteKey({ keyId: 'root_1234abcd' });
     */
    deleteKey: {
      request: V2RootKeysDeleteKeyRequestBody;
      response: V2RootKeysDeleteKeyResponseBody;
    };
    /**
     * Get a root key.
     *
     * Shows what a root key may do, and until when. The root key itself is not stored, so it
     * cannot be shown. Needs the permission `unkey:v1:<workspaceId>:rootKeys/<keyId>#read`.
     *
     * @example
     * const answer = await unkey.rootKeys.getKey({ keyId: 'root_1234abcd' });
     */
    getKey: {
      request: V2RootKeysGetKeyRequestBody;
      response: V2RootKeysGetKeyResponseBody;
    };
    /**
     * List root keys.
     *
     * Lists the root keys of the workspace, without deleted ones, by age unless the request asks
     * for another order. Disabled and expired ones are in the list. A search looks at id, name,
     * start and end. Needs the permission `unkey:v1:<workspaceId>:rootKeys/<keyId>#read`. Shows
     * only what the caller may read, which may be nothing.
     *
     * @example
     * const list = unkey.rootKeys.listKeys({ limit: 50 });
     * for await (const item of list.items()) console.log(item);
     */
    listKeys: {
      request: V2RootKeysListKeysRequestBody;
      response: V2RootKeysListKeysResponseBody;
      paginated: true;
    };
    /**
     * Reroll a root key.
     *
     * Issues a new root key with the name, permissions, state and expiry of an old one. The
     * field expiration says what becomes of the old one. The calling root key must have every
     * permission of the old one, and must not expire earlier. A root key that rerolls itself
     * needs an expiration other than 0, so that the answer can arrive. Needs the permission
     * `unkey:v1:<workspaceId>:rootKeys/<keyId>#write`. Needs
     * `unkey:v1:<workspaceId>:rootKeys/<keyId>#delete` as well unless expiration is null.
     *
     * @example
     * const answer = await unkey.rootKeys.rerollKey({ keyId: 'root_1234abcd', expiration: 3600000 });
     */
    rerollKey: {
      request: V2RootKeysRerollKeyRequestBody;
      response: V2RootKeysRerollKeyResponseBody;
    };
    /**
     * Change a root key.
     *
     * Sets the fields that are sent and leaves the others. null clears a field. The field
     * permissions replaces all permissions, and the calling root key must have each of them. To
     * enable a root key or to let it last longer, the calling one must have every permission of
     * it. A calling root key that expires can change only root keys that expire no later, before
     * and after the change. Of itself, a root key can change only the name. Takes effect at
     * once. Needs the permission `unkey:v1:<workspaceId>:rootKeys/<keyId>#write`.
     *
     * @example
     * const answer = await unkey.rootKeys.updateKey({ keyId: 'root_1234abcd', enabled: false });
     */
    updateKey: {
      request: V2RootKeysUpdateKeyRequestBody;
      response: V2RootKeysUpdateKeyResponseBody;
    };
  };
  team: {
    /**
     * Invite a person.
     *
     * Invites a person by e-mail address. The answer has a link that accepts the invitation,
     * once and within 24 hours. It is shown only there. If the service can send mail, it sends
     * the link too. The caller must hold every permission of the role. An earlier invitation of
     * the same address ends, so a repeated request is how to send a new link. Needs the
     * permission `team.*.create_invitation`. Needs `team.*.manage_owners` as well to make,
     * change or remove an owner.
     *
     * @example
     * const answer = await unkey.team.createInvitation({ email: 'new.member@example.com', role: 'analyst' });
     */
    createInvitation: {
      request: V2TeamCreateInvitationRequestBody;
      response: V2TeamCreateInvitationResponseBody;
    };
    /**
     * Create a role for members.
     *
     * Creates a role of single permissions, which may name single APIs, namespaces or
     * identities. The caller must hold every permission of it. Needs the permission
     * `team.*.create_role`.
     *
     * @example
     * const answer = await unkey.team.createRole({ name: 'Support', permissions: ['api.*.verify_key'] });
     */
    createRole: {
      request: V2TeamCreateRoleRequestBody;
      response: V2TeamCreateRoleResponseBody;
    };
    /**
     * Delete an invitation.
     *
     * Ends an open invitation. Its link is refused from then on. Needs the permission
     * `team.*.delete_invitation`.
     *
     * @example
     * const answer = await unkey.team.deleteInvitation({ invitationId: 'inv_1234abcd' });
     */
    deleteInvitation: {
      request: V2TeamDeleteInvitationRequestBody;
      response: V2TeamDeleteInvitationResponseBody;
    };
    /**
     * Delete a role for members.
     *
     * Deletes a role of the workspace that no member has and no open invitation promises. Needs
     * the permission `team.*.delete_role`.
     *
     * @example
     * const answer = await unkey.team.deleteRole({ roleId: 'teamrole_1234abcd' });
     */
    deleteRole: {
      request: V2TeamDeleteRoleRequestBody;
      response: V2TeamDeleteRoleResponseBody;
    };
    /**
     * List invitations.
     *
     * Lists the invitations that can still be accepted, by age. Their links are not shown: only
     * hashes of their tokens are stored. Needs the permission `team.*.read_invitation`.
     *
     * @example
     * const list = unkey.team.listInvitations({ limit: 50 });
     * for await (const item of list.items()) console.log(item);
     */
    listInvitations: {
      request: V2TeamListInvitationsRequestBody;
      response: V2TeamListInvitationsResponseBody;
      paginated: true;
    };
    /**
     * List members.
     *
     * Lists the people of the workspace with their roles, by id unless the request asks for
     * another order. A search looks at id, e-mail address and name. Needs the permission
     * `team.*.read_member`.
     *
     * @example
     * const list = unkey.team.listMembers({ limit: 50 });
     * for await (const item of list.items()) console.log(item);
     */
    listMembers: {
      request: V2TeamListMembersRequestBody;
      response: V2TeamListMembersResponseBody;
      paginated: true;
    };
    /**
     * List roles of members.
     *
     * Lists the roles that members can have, with their permissions: the built-in ones first,
     * then those of the workspace by age. Needs the permission `team.*.read_role`.
     *
     * @example
     * const list = unkey.team.listRoles({ limit: 50 });
     * for await (const item of list.items()) console.log(item);
     */
    listRoles: {
      request: V2TeamListRolesRequestBody;
      response: V2TeamListRolesResponseBody;
      paginated: true;
    };
    /**
     * Remove a member.
     *
     * Takes a person out of the workspace. The person keeps the account, and other workspaces.
     * Root keys that the person has created go on working. Takes effect on the next request of
     * the person. Open invitations of the person are deleted. Needs the permission
     * `team.*.remove_member`. Needs `team.*.manage_owners` as well to make, change or remove an
     * owner.
     *
     * @example
     * const answer = await unkey.team.removeMember({ userId: 'user_1234abcd' });
     */
    removeMember: {
      request: V2TeamRemoveMemberRequestBody;
      response: V2TeamRemoveMemberResponseBody;
    };
    /**
     * Give a member another role.
     *
     * Gives a member another role. The caller must hold every permission of that role. Takes
     * effect on the next request of the member. Open invitations of the member are deleted,
     * because they may promise what the member no longer may give. Needs the permission
     * `team.*.update_member`. Needs `team.*.manage_owners` as well to make, change or remove an
     * owner.
     *
     * @example
     * const answer = await unkey.team.updateMember({ userId: 'user_1234abcd', role: 'analyst' });
     */
    updateMember: {
      request: V2TeamUpdateMemberRequestBody;
      response: V2TeamUpdateMemberResponseBody;
    };
    /**
     * Change a role for members.
     *
     * Sets the fields that are sent and leaves the others. The field permissions replaces all
     * permissions, and the caller must hold each of them. Takes effect on the next request of
     * every member with the role. Needs the permission `team.*.update_role`.
     *
     * @example
     * const answer = await unkey.team.updateRole({ roleId: 'teamrole_1234abcd', permissions: ['api.*.verify_key'] });
     */
    updateRole: {
      request: V2TeamUpdateRoleRequestBody;
      response: V2TeamUpdateRoleResponseBody;
    };
  };
  workspace: {
    /**
     * Get the limits of the workspace.
     *
     * Shows how much of everything the workspace of the caller may have, and how much it has.
     * The request needs no body. Needs the permission `workspace.*.read_workspace` or
     * `unkey:v1:<workspaceId>:limits#read`.
     *
     * @example
     * const answer = await unkey.workspace.getLimits({});
     */
    getLimits: {
      request: V2WorkspaceGetLimitsRequestBody;
      response: V2WorkspaceGetLimitsResponseBody;
    };
    /**
     * Get the usage of the workspace.
     *
     * Shows what is billable in a month: verifications that were VALID, and limit checks that
     * passed. An answer that was given a moment ago may not be in it yet. The request needs no
     * body. Needs the permission `workspace.*.read_workspace` or
     * `unkey:v1:<workspaceId>:usage#read`.
     *
     * @example
     * const answer = await unkey.workspace.getUsage({});
     */
    getUsage: {
      request: V2WorkspaceGetUsageRequestBody;
      response: V2WorkspaceGetUsageResponseBody;
    };
    /**
     * Get the workspace.
     *
     * Shows the workspace of the caller, with its settings. The request needs no body. Needs the
     * permission `workspace.*.read_workspace`.
     *
     * @example
     * const answer = await unkey.workspace.getWorkspace({});
     */
    getWorkspace: {
      request: V2WorkspaceGetWorkspaceRequestBody;
      response: V2WorkspaceGetWorkspaceResponseBody;
    };
    /**
     * Change the workspace.
     *
     * Sets the fields that are sent and leaves the others. null clears a field. A lower
     * auditRetentionDays takes effect after seven days. The request limit of the workspace does
     * not apply to this operation, which may be called 60 times per minute. Answers with the
     * workspace as it is now. Needs the permission `workspace.*.update_workspace`.
     *
     * @example
     * const answer = await unkey.workspace.updateWorkspace({ name: 'Weather Inc', apiRequestsPerMinute: 6000, logRetentionDays: 30 });
     */
    updateWorkspace: {
      request: V2WorkspaceUpdateWorkspaceRequestBody;
      response: V2WorkspaceUpdateWorkspaceResponseBody;
    };
  };
}

export const operations = {
  analytics: {
    distinct: { kind: 'read' },
    events: { kind: 'read', paginated: true },
    explain: { kind: 'read' },
    export: { kind: 'read' },
    getGatewayRequests: { kind: 'read' },
    getRatelimits: { kind: 'read' },
    getRuntimeLogs: { kind: 'read' },
    getTables: { kind: 'read' },
    getVerifications: { kind: 'read' },
    latency: { kind: 'read' },
    limitSeries: { kind: 'read' },
    requests: { kind: 'read', paginated: true },
    series: { kind: 'read' },
    status: { kind: 'read' },
    top: { kind: 'read' },
  },
  apis: {
    countKeys: { kind: 'read' },
    createApi: { kind: 'write', deduplicated: true },
    deleteApi: { kind: 'write', deduplicated: true },
    getApi: { kind: 'read' },
    listApis: { kind: 'read', paginated: true },
    listKeys: { kind: 'read', paginated: true },
    updateApi: { kind: 'write', deduplicated: true },
  },
  auditLogs: {
    listAuditLogs: { kind: 'read', paginated: true },
  },
  identities: {
    createIdentity: { kind: 'write', deduplicated: true },
    deleteIdentity: { kind: 'write', deduplicated: true },
    getIdentity: { kind: 'read' },
    listIdentities: { kind: 'read', paginated: true },
    updateIdentity: { kind: 'write', deduplicated: true },
  },
  keys: {
    addPermissions: { kind: 'write', deduplicated: true },
    addRoles: { kind: 'write', deduplicated: true },
    createKey: { kind: 'write', deduplicated: true },
    deleteKey: { kind: 'write', deduplicated: true },
    getKey: { kind: 'read' },
    migrateKeys: { kind: 'write', deduplicated: true },
    removePermissions: { kind: 'write', deduplicated: true },
    removeRoles: { kind: 'write', deduplicated: true },
    rerollKey: { kind: 'write', deduplicated: true },
    setPermissions: { kind: 'write', deduplicated: true },
    setRoles: { kind: 'write', deduplicated: true },
    updateCredits: { kind: 'write', deduplicated: true },
    updateKey: { kind: 'write', deduplicated: true },
    verifyKey: { kind: 'check', deduplicated: true },
    whoami: { kind: 'read' },
  },
  migrations: {
    createMigration: { kind: 'write', deduplicated: true },
    listMigrations: { kind: 'read', paginated: true },
  },
  permissions: {
    createPermission: { kind: 'write', deduplicated: true },
    createRole: { kind: 'write', deduplicated: true },
    deletePermission: { kind: 'write', deduplicated: true },
    deleteRole: { kind: 'write', deduplicated: true },
    getPermission: { kind: 'read' },
    getRole: { kind: 'read' },
    listPermissions: { kind: 'read', paginated: true },
    listRoles: { kind: 'read', paginated: true },
    setRolePermissions: { kind: 'write', deduplicated: true },
    testQuery: { kind: 'read' },
    updatePermission: { kind: 'write', deduplicated: true },
    updateRole: { kind: 'write', deduplicated: true },
  },
  ratelimit: {
    createNamespace: { kind: 'write', deduplicated: true },
    deleteNamespace: { kind: 'write', deduplicated: true },
    deleteOverride: { kind: 'write', deduplicated: true },
    getNamespace: { kind: 'read' },
    getOverride: { kind: 'read' },
    limit: { kind: 'check' },
    listNamespaces: { kind: 'read', paginated: true },
    listOverrides: { kind: 'read', paginated: true },
    multiLimit: { kind: 'check' },
    setOverride: { kind: 'write', deduplicated: true },
  },
  rootKeys: {
    createKey: { kind: 'write', deduplicated: true },
    deleteKey: { kind: 'write', deduplicated: true },
    getKey: { kind: 'read' },
    listKeys: { kind: 'read', paginated: true },
    rerollKey: { kind: 'write', deduplicated: true },
    updateKey: { kind: 'write', deduplicated: true },
  },
  team: {
    createInvitation: { kind: 'write', deduplicated: true },
    createRole: { kind: 'write', deduplicated: true },
    deleteInvitation: { kind: 'write', deduplicated: true },
    deleteRole: { kind: 'write', deduplicated: true },
    listInvitations: { kind: 'read', paginated: true },
    listMembers: { kind: 'read', paginated: true },
    listRoles: { kind: 'read', paginated: true },
    removeMember: { kind: 'write', deduplicated: true },
    updateMember: { kind: 'write', deduplicated: true },
    updateRole: { kind: 'write', deduplicated: true },
  },
  workspace: {
    getLimits: { kind: 'read' },
    getUsage: { kind: 'read' },
    getWorkspace: { kind: 'read' },
    updateWorkspace: { kind: 'write', deduplicated: true },
  },
} as const satisfies Record<string, Record<string, OperationTraits>>;
