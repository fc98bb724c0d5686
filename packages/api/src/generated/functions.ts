// Written by `pnpm gen` from the contract. Do not edit.

import { standalone } from '../standalone.js';

/**
 * Count what was in use. The same as the method `unkey.analytics.distinct`, but it never rejects.
 *
 * @param core The client.
 * @param request What `analytics.distinct` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await analyticsDistinct(core, { what: 'key' });
 * if (!result.ok) console.log(result.error.code);
 */
export const analyticsDistinct = /* @__PURE__ */ standalone<'analytics', 'distinct'>({
  name: 'analytics.distinct',
  kind: 'read',
});

/**
 * List verifications. The same as the method `unkey.analytics.events`, but it never rejects.
 *
 * @param core The client.
 * @param request What `analytics.events` takes. The result is one page.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await analyticsEvents(core, { outcomes: ['RATE_LIMITED'], limit: 50 });
 * if (!result.ok) console.log(result.error.code);
 */
export const analyticsEvents = /* @__PURE__ */ standalone<'analytics', 'events'>({
  name: 'analytics.events',
  kind: 'read',
  paginated: true,
});

/**
 * Explain a verification. The same as the method `unkey.analytics.explain`, but it never rejects.
 *
 * @param core The client.
 * @param request What `analytics.explain` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await analyticsExplain(core, { requestId: 'req_1234abcd' });
 * if (!result.ok) console.log(result.error.code);
 */
export const analyticsExplain = /* @__PURE__ */ standalone<'analytics', 'explain'>({
  name: 'analytics.explain',
  kind: 'read',
});

/**
 * Export verifications, piece by piece. The same as the method `unkey.analytics.export`, but it never rejects.
 *
 * @param core The client.
 * @param request What `analytics.export` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await analyticsExport(core, { format: 'cloudevents', count: 500 });
 * if (!result.ok) console.log(result.error.code);
 */
export const analyticsExport = /* @__PURE__ */ standalone<'analytics', 'export'>({
  name: 'analytics.export',
  kind: 'read',
});

/**
 * Query the requests of gateways in SQL. The same as the method `unkey.analytics.getGatewayRequests`, but it never rejects.
 *
 * @param core The client.
 * @param request What `analytics.getGatewayRequests` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await analyticsGetGatewayRequests(core, { query: 'SELECT count() AS requests FROM gateway_requests_v1' });
 * if (!result.ok) console.log(result.error.code);
 */
export const analyticsGetGatewayRequests = /* @__PURE__ */ standalone<
  'analytics',
  'getGatewayRequests'
>({ name: 'analytics.getGatewayRequests', kind: 'read' });

/**
 * Query limit checks in SQL. The same as the method `unkey.analytics.getRatelimits`, but it never rejects.
 *
 * @param core The client.
 * @param request What `analytics.getRatelimits` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await analyticsGetRatelimits(core, {
 *   query: 'SELECT namespace_id, countIf(passed) AS passed, count() AS total FROM ratelimits_v1 GROUP BY namespace_id ORDER BY total DESC LIMIT 10',
 * });
 * if (!result.ok) console.log(result.error.code);
 */
export const analyticsGetRatelimits = /* @__PURE__ */ standalone<'analytics', 'getRatelimits'>({
  name: 'analytics.getRatelimits',
  kind: 'read',
});

/**
 * Query the logs of programs in SQL. The same as the method `unkey.analytics.getRuntimeLogs`, but it never rejects.
 *
 * @param core The client.
 * @param request What `analytics.getRuntimeLogs` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await analyticsGetRuntimeLogs(core, { query: 'SELECT count() AS lines FROM runtime_logs_v1' });
 * if (!result.ok) console.log(result.error.code);
 */
export const analyticsGetRuntimeLogs = /* @__PURE__ */ standalone<'analytics', 'getRuntimeLogs'>({
  name: 'analytics.getRuntimeLogs',
  kind: 'read',
});

/**
 * List what queries in SQL may read. The same as the method `unkey.analytics.getTables`, but it never rejects.
 *
 * @param core The client.
 * @param request What `analytics.getTables` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await analyticsGetTables(core, {});
 * if (!result.ok) console.log(result.error.code);
 */
export const analyticsGetTables = /* @__PURE__ */ standalone<'analytics', 'getTables'>({
  name: 'analytics.getTables',
  kind: 'read',
});

/**
 * Query verifications in SQL. The same as the method `unkey.analytics.getVerifications`, but it never rejects.
 *
 * @param core The client.
 * @param request What `analytics.getVerifications` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await analyticsGetVerifications(core, {
 *   query: 'SELECT outcome, sum(count) AS verifications FROM key_verifications_per_hour_v1 WHERE time >= now() - INTERVAL 1 DAY GROUP BY outcome ORDER BY verifications DESC',
 * });
 * if (!result.ok) console.log(result.error.code);
 */
export const analyticsGetVerifications = /* @__PURE__ */ standalone<
  'analytics',
  'getVerifications'
>({ name: 'analytics.getVerifications', kind: 'read' });

/**
 * Chart how long verifications took. The same as the method `unkey.analytics.latency`, but it never rejects.
 *
 * @param core The client.
 * @param request What `analytics.latency` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await analyticsLatency(core, { quantiles: [0.5, 0.99], step: 'hour' });
 * if (!result.ok) console.log(result.error.code);
 */
export const analyticsLatency = /* @__PURE__ */ standalone<'analytics', 'latency'>({
  name: 'analytics.latency',
  kind: 'read',
});

/**
 * Chart limit checks over time. The same as the method `unkey.analytics.limitSeries`, but it never rejects.
 *
 * @param core The client.
 * @param request What `analytics.limitSeries` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await analyticsLimitSeries(core, { metric: 'checks', groupBy: 'namespace', step: 'hour' });
 * if (!result.ok) console.log(result.error.code);
 */
export const analyticsLimitSeries = /* @__PURE__ */ standalone<'analytics', 'limitSeries'>({
  name: 'analytics.limitSeries',
  kind: 'read',
});

/**
 * List the requests to this API. The same as the method `unkey.analytics.requests`, but it never rejects.
 *
 * @param core The client.
 * @param request What `analytics.requests` takes. The result is one page.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await analyticsRequests(core, { operations: ['keys.createKey'], limit: 50 });
 * if (!result.ok) console.log(result.error.code);
 */
export const analyticsRequests = /* @__PURE__ */ standalone<'analytics', 'requests'>({
  name: 'analytics.requests',
  kind: 'read',
  paginated: true,
});

/**
 * Chart verifications over time. The same as the method `unkey.analytics.series`, but it never rejects.
 *
 * @param core The client.
 * @param request What `analytics.series` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await analyticsSeries(core, { metric: 'verifications', groupBy: 'outcome', step: 'hour' });
 * if (!result.ok) console.log(result.error.code);
 */
export const analyticsSeries = /* @__PURE__ */ standalone<'analytics', 'series'>({
  name: 'analytics.series',
  kind: 'read',
});

/**
 * Ask how recent analytics are. The same as the method `unkey.analytics.status`, but it never rejects.
 *
 * @param core The client.
 * @param request What `analytics.status` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await analyticsStatus(core, {});
 * if (!result.ok) console.log(result.error.code);
 */
export const analyticsStatus = /* @__PURE__ */ standalone<'analytics', 'status'>({
  name: 'analytics.status',
  kind: 'read',
});

/**
 * List what was used most. The same as the method `unkey.analytics.top`, but it never rejects.
 *
 * @param core The client.
 * @param request What `analytics.top` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await analyticsTop(core, { by: 'key' });
 * if (!result.ok) console.log(result.error.code);
 */
export const analyticsTop = /* @__PURE__ */ standalone<'analytics', 'top'>({
  name: 'analytics.top',
  kind: 'read',
});

/**
 * Count the keys of APIs by their state. The same as the method `unkey.apis.countKeys`, but it never rejects.
 *
 * @param core The client.
 * @param request What `apis.countKeys` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await apisCountKeys(core, { expiringDays: 7, unusedDays: 30 });
 * if (!result.ok) console.log(result.error.code);
 */
export const apisCountKeys = /* @__PURE__ */ standalone<'apis', 'countKeys'>({
  name: 'apis.countKeys',
  kind: 'read',
});

/**
 * Create an API. The same as the method `unkey.apis.createApi`, but it never rejects.
 *
 * @param core The client.
 * @param request What `apis.createApi` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await apisCreateApi(core, { name: 'Weather' });
 * if (!result.ok) console.log(result.error.code);
 */
export const apisCreateApi = /* @__PURE__ */ standalone<'apis', 'createApi'>({
  name: 'apis.createApi',
  kind: 'write',
  deduplicated: true,
});

/**
 * Delete an API. The same as the method `unkey.apis.deleteApi`, but it never rejects.
 *
 * @param core The client.
 * @param request What `apis.deleteApi` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await apisDeleteApi(core, { apiId: 'api_1234abcd' });
 * if (!result.ok) console.log(result.error.code);
 */
export const apisDeleteApi = /* @__PURE__ */ standalone<'apis', 'deleteApi'>({
  name: 'apis.deleteApi',
  kind: 'write',
  deduplicated: true,
});

/**
 * Get an API. The same as the method `unkey.apis.getApi`, but it never rejects.
 *
 * @param core The client.
 * @param request What `apis.getApi` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await apisGetApi(core, { apiId: 'api_1234abcd' });
 * if (!result.ok) console.log(result.error.code);
 */
export const apisGetApi = /* @__PURE__ */ standalone<'apis', 'getApi'>({
  name: 'apis.getApi',
  kind: 'read',
});

/**
 * List APIs. The same as the method `unkey.apis.listApis`, but it never rejects.
 *
 * @param core The client.
 * @param request What `apis.listApis` takes. The result is one page.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await apisListApis(core, { limit: 10 });
 * if (!result.ok) console.log(result.error.code);
 */
export const apisListApis = /* @__PURE__ */ standalone<'apis', 'listApis'>({
  name: 'apis.listApis',
  kind: 'read',
  paginated: true,
});

/**
 * List the keys of an API. The same as the method `unkey.apis.listKeys`, but it never rejects.
 *
 * @param core The client.
 * @param request What `apis.listKeys` takes. The result is one page.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await apisListKeys(core, { apiId: 'api_1234abcd', limit: 10, externalId: 'user_42' });
 * if (!result.ok) console.log(result.error.code);
 */
export const apisListKeys = /* @__PURE__ */ standalone<'apis', 'listKeys'>({
  name: 'apis.listKeys',
  kind: 'read',
  paginated: true,
});

/**
 * Change an API. The same as the method `unkey.apis.updateApi`, but it never rejects.
 *
 * @param core The client.
 * @param request What `apis.updateApi` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await apisUpdateApi(core, {
 *   apiId: 'api_1234abcd',
 *   defaultPrefix: 'prod',
 *   ipAllowList: ['192.0.2.0/24', '2001:db8::/32'],
 *   deleteProtection: true,
 * });
 * if (!result.ok) console.log(result.error.code);
 */
export const apisUpdateApi = /* @__PURE__ */ standalone<'apis', 'updateApi'>({
  name: 'apis.updateApi',
  kind: 'write',
  deduplicated: true,
});

/**
 * List audit logs. The same as the method `unkey.auditLogs.listAuditLogs`, but it never rejects.
 *
 * @param core The client.
 * @param request What `auditLogs.listAuditLogs` takes. The result is one page.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await auditLogsListAuditLogs(core, { events: ['key.create', 'key.delete'], limit: 50 });
 * if (!result.ok) console.log(result.error.code);
 */
export const auditLogsListAuditLogs = /* @__PURE__ */ standalone<'auditLogs', 'listAuditLogs'>({
  name: 'auditLogs.listAuditLogs',
  kind: 'read',
  paginated: true,
});

/**
 * Create an identity. The same as the method `unkey.identities.createIdentity`, but it never rejects.
 *
 * @param core The client.
 * @param request What `identities.createIdentity` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await identitiesCreateIdentity(core, {
 *   externalId: 'user_42',
 *   meta: { plan: 'pro' },
 *   ratelimits: [{ name: 'requests', limit: 1000, duration: 60000, autoApply: true }],
 * });
 * if (!result.ok) console.log(result.error.code);
 */
export const identitiesCreateIdentity = /* @__PURE__ */ standalone<'identities', 'createIdentity'>({
  name: 'identities.createIdentity',
  kind: 'write',
  deduplicated: true,
});

/**
 * Delete an identity. The same as the method `unkey.identities.deleteIdentity`, but it never rejects.
 *
 * @param core The client.
 * @param request What `identities.deleteIdentity` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await identitiesDeleteIdentity(core, { identity: 'user_42' });
 * if (!result.ok) console.log(result.error.code);
 */
export const identitiesDeleteIdentity = /* @__PURE__ */ standalone<'identities', 'deleteIdentity'>({
  name: 'identities.deleteIdentity',
  kind: 'write',
  deduplicated: true,
});

/**
 * Get an identity. The same as the method `unkey.identities.getIdentity`, but it never rejects.
 *
 * @param core The client.
 * @param request What `identities.getIdentity` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await identitiesGetIdentity(core, { identity: 'user_42' });
 * if (!result.ok) console.log(result.error.code);
 */
export const identitiesGetIdentity = /* @__PURE__ */ standalone<'identities', 'getIdentity'>({
  name: 'identities.getIdentity',
  kind: 'read',
});

/**
 * List identities. The same as the method `unkey.identities.listIdentities`, but it never rejects.
 *
 * @param core The client.
 * @param request What `identities.listIdentities` takes. The result is one page.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await identitiesListIdentities(core, { limit: 10, search: 'user_' });
 * if (!result.ok) console.log(result.error.code);
 */
export const identitiesListIdentities = /* @__PURE__ */ standalone<'identities', 'listIdentities'>({
  name: 'identities.listIdentities',
  kind: 'read',
  paginated: true,
});

/**
 * Update an identity. The same as the method `unkey.identities.updateIdentity`, but it never rejects.
 *
 * @param core The client.
 * @param request What `identities.updateIdentity` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await identitiesUpdateIdentity(core, { identity: 'user_42', meta: { plan: 'enterprise' }, ratelimits: [] });
 * if (!result.ok) console.log(result.error.code);
 */
export const identitiesUpdateIdentity = /* @__PURE__ */ standalone<'identities', 'updateIdentity'>({
  name: 'identities.updateIdentity',
  kind: 'write',
  deduplicated: true,
});

/**
 * Give permissions to a key. The same as the method `unkey.keys.addPermissions`, but it never rejects.
 *
 * @param core The client.
 * @param request What `keys.addPermissions` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await keysAddPermissions(core, { keyId: 'key_1234abcd', permissions: ['documents.read'] });
 * if (!result.ok) console.log(result.error.code);
 */
export const keysAddPermissions = /* @__PURE__ */ standalone<'keys', 'addPermissions'>({
  name: 'keys.addPermissions',
  kind: 'write',
  deduplicated: true,
});

/**
 * Give roles to a key. The same as the method `unkey.keys.addRoles`, but it never rejects.
 *
 * @param core The client.
 * @param request What `keys.addRoles` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await keysAddRoles(core, { keyId: 'key_1234abcd', roles: ['editor'] });
 * if (!result.ok) console.log(result.error.code);
 */
export const keysAddRoles = /* @__PURE__ */ standalone<'keys', 'addRoles'>({
  name: 'keys.addRoles',
  kind: 'write',
  deduplicated: true,
});

/**
 * Create a key. The same as the method `unkey.keys.createKey`, but it never rejects.
 *
 * @param core The client.
 * @param request What `keys.createKey` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await keysCreateKey(core, {
 *   apiId: 'api_1234abcd',
 *   prefix: 'prod',
 *   name: 'Reporting job',
 *   externalId: 'user_42',
 *   credits: { remaining: 1000 },
 * });
 * if (!result.ok) console.log(result.error.code);
 */
export const keysCreateKey = /* @__PURE__ */ standalone<'keys', 'createKey'>({
  name: 'keys.createKey',
  kind: 'write',
  deduplicated: true,
});

/**
 * Delete a key. The same as the method `unkey.keys.deleteKey`, but it never rejects.
 *
 * @param core The client.
 * @param request What `keys.deleteKey` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await keysDeleteKey(core, { keyId: 'key_1234abcd' });
 * if (!result.ok) console.log(result.error.code);
 */
export const keysDeleteKey = /* @__PURE__ */ standalone<'keys', 'deleteKey'>({
  name: 'keys.deleteKey',
  kind: 'write',
  deduplicated: true,
});

/**
 * Get a key. The same as the method `unkey.keys.getKey`, but it never rejects.
 *
 * @param core The client.
 * @param request What `keys.getKey` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await keysGetKey(core, { keyId: 'key_1234abcd' });
 * if (!result.ok) console.log(result.error.code);
 */
export const keysGetKey = /* @__PURE__ */ standalone<'keys', 'getKey'>({
  name: 'keys.getKey',
  kind: 'read',
});

/**
 * Import keys. The same as the method `unkey.keys.migrateKeys`, but it never rejects.
 *
 * @param core The client.
 * @param request What `keys.migrateKeys` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await keysMigrateKeys(core, {
 *   migrationId: 'mig_1234abcd',
 *   apiId: 'api_1234abcd',
 *   keys: [
 *     {
 *       hash: 'uqfoXJzBbmmM80vEWTGMEBKRGEjTCEjmFfCq6VhjOeQ=',
 *       externalId: 'user_42',
 *     },
 *   ],
 * });
 * if (!result.ok) console.log(result.error.code);
 */
export const keysMigrateKeys = /* @__PURE__ */ standalone<'keys', 'migrateKeys'>({
  name: 'keys.migrateKeys',
  kind: 'write',
  deduplicated: true,
});

/**
 * Take permissions from a key. The same as the method `unkey.keys.removePermissions`, but it never rejects.
 *
 * @param core The client.
 * @param request What `keys.removePermissions` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await keysRemovePermissions(core, { keyId: 'key_1234abcd', permissions: ['documents.read'] });
 * if (!result.ok) console.log(result.error.code);
 */
export const keysRemovePermissions = /* @__PURE__ */ standalone<'keys', 'removePermissions'>({
  name: 'keys.removePermissions',
  kind: 'write',
  deduplicated: true,
});

/**
 * Take roles from a key. The same as the method `unkey.keys.removeRoles`, but it never rejects.
 *
 * @param core The client.
 * @param request What `keys.removeRoles` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await keysRemoveRoles(core, { keyId: 'key_1234abcd', roles: ['editor'] });
 * if (!result.ok) console.log(result.error.code);
 */
export const keysRemoveRoles = /* @__PURE__ */ standalone<'keys', 'removeRoles'>({
  name: 'keys.removeRoles',
  kind: 'write',
  deduplicated: true,
});

/**
 * Reroll a key. The same as the method `unkey.keys.rerollKey`, but it never rejects.
 *
 * @param core The client.
 * @param request What `keys.rerollKey` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await keysRerollKey(core, { keyId: 'key_1234abcd', expiration: 86400000 });
 * if (!result.ok) console.log(result.error.code);
 */
export const keysRerollKey = /* @__PURE__ */ standalone<'keys', 'rerollKey'>({
  name: 'keys.rerollKey',
  kind: 'write',
  deduplicated: true,
});

/**
 * Set the permissions of a key. The same as the method `unkey.keys.setPermissions`, but it never rejects.
 *
 * @param core The client.
 * @param request What `keys.setPermissions` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await keysSetPermissions(core, { keyId: 'key_1234abcd', permissions: ['documents.read'] });
 * if (!result.ok) console.log(result.error.code);
 */
export const keysSetPermissions = /* @__PURE__ */ standalone<'keys', 'setPermissions'>({
  name: 'keys.setPermissions',
  kind: 'write',
  deduplicated: true,
});

/**
 * Set the roles of a key. The same as the method `unkey.keys.setRoles`, but it never rejects.
 *
 * @param core The client.
 * @param request What `keys.setRoles` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await keysSetRoles(core, { keyId: 'key_1234abcd', roles: ['editor'] });
 * if (!result.ok) console.log(result.error.code);
 */
export const keysSetRoles = /* @__PURE__ */ standalone<'keys', 'setRoles'>({
  name: 'keys.setRoles',
  kind: 'write',
  deduplicated: true,
});

/**
 * Update the credits of a key. The same as the method `unkey.keys.updateCredits`, but it never rejects.
 *
 * @param core The client.
 * @param request What `keys.updateCredits` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await keysUpdateCredits(core, { keyId: 'key_1234abcd', operation: 'set', value: 500 });
 * if (!result.ok) console.log(result.error.code);
 */
export const keysUpdateCredits = /* @__PURE__ */ standalone<'keys', 'updateCredits'>({
  name: 'keys.updateCredits',
  kind: 'write',
  deduplicated: true,
});

/**
 * Update a key. The same as the method `unkey.keys.updateKey`, but it never rejects.
 *
 * @param core The client.
 * @param request What `keys.updateKey` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await keysUpdateKey(core, { keyId: 'key_1234abcd', name: 'Reporting job, weekly', expires: null });
 * if (!result.ok) console.log(result.error.code);
 */
export const keysUpdateKey = /* @__PURE__ */ standalone<'keys', 'updateKey'>({
  name: 'keys.updateKey',
  kind: 'write',
  deduplicated: true,
});

/**
 * Verify a key. The same as the method `unkey.keys.verifyKey`, but it never rejects.
 *
 * @param core The client.
 * @param request What `keys.verifyKey` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await keysVerifyKey(core, { key: 'prod_2cGKbMxRyIzhCxo1Idjz8q', permissions: 'docs.read OR admin' });
 * if (!result.ok) console.log(result.error.code);
 */
export const keysVerifyKey = /* @__PURE__ */ standalone<'keys', 'verifyKey'>({
  name: 'keys.verifyKey',
  kind: 'check',
  deduplicated: true,
});

/**
 * Look up a key by itself. The same as the method `unkey.keys.whoami`, but it never rejects.
 *
 * @param core The client.
 * @param request What `keys.whoami` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await keysWhoami(core, { key: 'prod_2cGKbMxRyIzhCxo1Idjz8q' });
 * if (!result.ok) console.log(result.error.code);
 */
export const keysWhoami = /* @__PURE__ */ standalone<'keys', 'whoami'>({
  name: 'keys.whoami',
  kind: 'read',
});

/**
 * Create a migration. The same as the method `unkey.migrations.createMigration`, but it never rejects.
 *
 * @param core The client.
 * @param request What `migrations.createMigration` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await migrationsCreateMigration(core, { name: 'From our own key table', algorithm: 'sha256' });
 * if (!result.ok) console.log(result.error.code);
 */
export const migrationsCreateMigration = /* @__PURE__ */ standalone<
  'migrations',
  'createMigration'
>({ name: 'migrations.createMigration', kind: 'write', deduplicated: true });

/**
 * List migrations. The same as the method `unkey.migrations.listMigrations`, but it never rejects.
 *
 * @param core The client.
 * @param request What `migrations.listMigrations` takes. The result is one page.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await migrationsListMigrations(core, { limit: 10 });
 * if (!result.ok) console.log(result.error.code);
 */
export const migrationsListMigrations = /* @__PURE__ */ standalone<'migrations', 'listMigrations'>({
  name: 'migrations.listMigrations',
  kind: 'read',
  paginated: true,
});

/**
 * Create a permission. The same as the method `unkey.permissions.createPermission`, but it never rejects.
 *
 * @param core The client.
 * @param request What `permissions.createPermission` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await permissionsCreatePermission(core, { name: 'Read documents', slug: 'documents.read' });
 * if (!result.ok) console.log(result.error.code);
 */
export const permissionsCreatePermission = /* @__PURE__ */ standalone<
  'permissions',
  'createPermission'
>({ name: 'permissions.createPermission', kind: 'write', deduplicated: true });

/**
 * Create a role. The same as the method `unkey.permissions.createRole`, but it never rejects.
 *
 * @param core The client.
 * @param request What `permissions.createRole` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await permissionsCreateRole(core, { name: 'editor', permissions: ['documents.read', 'documents.write'] });
 * if (!result.ok) console.log(result.error.code);
 */
export const permissionsCreateRole = /* @__PURE__ */ standalone<'permissions', 'createRole'>({
  name: 'permissions.createRole',
  kind: 'write',
  deduplicated: true,
});

/**
 * Delete a permission. The same as the method `unkey.permissions.deletePermission`, but it never rejects.
 *
 * @param core The client.
 * @param request What `permissions.deletePermission` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await permissionsDeletePermission(core, { permission: 'documents.read' });
 * if (!result.ok) console.log(result.error.code);
 */
export const permissionsDeletePermission = /* @__PURE__ */ standalone<
  'permissions',
  'deletePermission'
>({ name: 'permissions.deletePermission', kind: 'write', deduplicated: true });

/**
 * Delete a role. The same as the method `unkey.permissions.deleteRole`, but it never rejects.
 *
 * @param core The client.
 * @param request What `permissions.deleteRole` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await permissionsDeleteRole(core, { role: 'editor' });
 * if (!result.ok) console.log(result.error.code);
 */
export const permissionsDeleteRole = /* @__PURE__ */ standalone<'permissions', 'deleteRole'>({
  name: 'permissions.deleteRole',
  kind: 'write',
  deduplicated: true,
});

/**
 * Get a permission. The same as the method `unkey.permissions.getPermission`, but it never rejects.
 *
 * @param core The client.
 * @param request What `permissions.getPermission` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await permissionsGetPermission(core, { permission: 'documents.read' });
 * if (!result.ok) console.log(result.error.code);
 */
export const permissionsGetPermission = /* @__PURE__ */ standalone<'permissions', 'getPermission'>({
  name: 'permissions.getPermission',
  kind: 'read',
});

/**
 * Get a role. The same as the method `unkey.permissions.getRole`, but it never rejects.
 *
 * @param core The client.
 * @param request What `permissions.getRole` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await permissionsGetRole(core, { role: 'editor' });
 * if (!result.ok) console.log(result.error.code);
 */
export const permissionsGetRole = /* @__PURE__ */ standalone<'permissions', 'getRole'>({
  name: 'permissions.getRole',
  kind: 'read',
});

/**
 * List permissions. The same as the method `unkey.permissions.listPermissions`, but it never rejects.
 *
 * @param core The client.
 * @param request What `permissions.listPermissions` takes. The result is one page.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await permissionsListPermissions(core, { limit: 50, search: 'documents' });
 * if (!result.ok) console.log(result.error.code);
 */
export const permissionsListPermissions = /* @__PURE__ */ standalone<
  'permissions',
  'listPermissions'
>({ name: 'permissions.listPermissions', kind: 'read', paginated: true });

/**
 * List roles. The same as the method `unkey.permissions.listRoles`, but it never rejects.
 *
 * @param core The client.
 * @param request What `permissions.listRoles` takes. The result is one page.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await permissionsListRoles(core, { limit: 50, search: 'editor' });
 * if (!result.ok) console.log(result.error.code);
 */
export const permissionsListRoles = /* @__PURE__ */ standalone<'permissions', 'listRoles'>({
  name: 'permissions.listRoles',
  kind: 'read',
  paginated: true,
});

/**
 * Set the permissions of a role. The same as the method `unkey.permissions.setRolePermissions`, but it never rejects.
 *
 * @param core The client.
 * @param request What `permissions.setRolePermissions` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await permissionsSetRolePermissions(core, { role: 'editor', permissions: ['documents.read'] });
 * if (!result.ok) console.log(result.error.code);
 */
export const permissionsSetRolePermissions = /* @__PURE__ */ standalone<
  'permissions',
  'setRolePermissions'
>({ name: 'permissions.setRolePermissions', kind: 'write', deduplicated: true });

/**
 * Test a permission query. The same as the method `unkey.permissions.testQuery`, but it never rejects.
 *
 * @param core The client.
 * @param request What `permissions.testQuery` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await permissionsTestQuery(core, {
 *   query: 'documents.read AND documents.write',
 *   permissions: ['documents.read'],
 * });
 * if (!result.ok) console.log(result.error.code);
 */
export const permissionsTestQuery = /* @__PURE__ */ standalone<'permissions', 'testQuery'>({
  name: 'permissions.testQuery',
  kind: 'read',
});

/**
 * Update a permission. The same as the method `unkey.permissions.updatePermission`, but it never rejects.
 *
 * @param core The client.
 * @param request What `permissions.updatePermission` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await permissionsUpdatePermission(core, { permission: 'documents.read', slug: 'documents.view', description: null });
 * if (!result.ok) console.log(result.error.code);
 */
export const permissionsUpdatePermission = /* @__PURE__ */ standalone<
  'permissions',
  'updatePermission'
>({ name: 'permissions.updatePermission', kind: 'write', deduplicated: true });

/**
 * Update a role. The same as the method `unkey.permissions.updateRole`, but it never rejects.
 *
 * @param core The client.
 * @param request What `permissions.updateRole` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await permissionsUpdateRole(core, { role: 'editor', name: 'author', description: null });
 * if (!result.ok) console.log(result.error.code);
 */
export const permissionsUpdateRole = /* @__PURE__ */ standalone<'permissions', 'updateRole'>({
  name: 'permissions.updateRole',
  kind: 'write',
  deduplicated: true,
});

/**
 * Create a namespace. The same as the method `unkey.ratelimit.createNamespace`, but it never rejects.
 *
 * @param core The client.
 * @param request What `ratelimit.createNamespace` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await ratelimitCreateNamespace(core, { name: 'sign-in' });
 * if (!result.ok) console.log(result.error.code);
 */
export const ratelimitCreateNamespace = /* @__PURE__ */ standalone<'ratelimit', 'createNamespace'>({
  name: 'ratelimit.createNamespace',
  kind: 'write',
  deduplicated: true,
});

/**
 * Delete a namespace. The same as the method `unkey.ratelimit.deleteNamespace`, but it never rejects.
 *
 * @param core The client.
 * @param request What `ratelimit.deleteNamespace` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await ratelimitDeleteNamespace(core, { namespace: 'sign-in' });
 * if (!result.ok) console.log(result.error.code);
 */
export const ratelimitDeleteNamespace = /* @__PURE__ */ standalone<'ratelimit', 'deleteNamespace'>({
  name: 'ratelimit.deleteNamespace',
  kind: 'write',
  deduplicated: true,
});

/**
 * Delete an override. The same as the method `unkey.ratelimit.deleteOverride`, but it never rejects.
 *
 * @param core The client.
 * @param request What `ratelimit.deleteOverride` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await ratelimitDeleteOverride(core, { namespace: 'sign-in', identifier: '*@example.com' });
 * if (!result.ok) console.log(result.error.code);
 */
export const ratelimitDeleteOverride = /* @__PURE__ */ standalone<'ratelimit', 'deleteOverride'>({
  name: 'ratelimit.deleteOverride',
  kind: 'write',
  deduplicated: true,
});

/**
 * Get a namespace. The same as the method `unkey.ratelimit.getNamespace`, but it never rejects.
 *
 * @param core The client.
 * @param request What `ratelimit.getNamespace` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await ratelimitGetNamespace(core, { namespace: 'sign-in' });
 * if (!result.ok) console.log(result.error.code);
 */
export const ratelimitGetNamespace = /* @__PURE__ */ standalone<'ratelimit', 'getNamespace'>({
  name: 'ratelimit.getNamespace',
  kind: 'read',
});

/**
 * Get an override. The same as the method `unkey.ratelimit.getOverride`, but it never rejects.
 *
 * @param core The client.
 * @param request What `ratelimit.getOverride` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await ratelimitGetOverride(core, { namespace: 'sign-in', identifier: 'user_42@example.com' });
 * if (!result.ok) console.log(result.error.code);
 */
export const ratelimitGetOverride = /* @__PURE__ */ standalone<'ratelimit', 'getOverride'>({
  name: 'ratelimit.getOverride',
  kind: 'read',
});

/**
 * Check a rate limit. The same as the method `unkey.ratelimit.limit`, but it never rejects.
 *
 * @param core The client.
 * @param request What `ratelimit.limit` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await ratelimitLimit(core, { namespace: 'sign-in', identifier: 'user_42', limit: 10, duration: 60000 });
 * if (!result.ok) console.log(result.error.code);
 */
export const ratelimitLimit = /* @__PURE__ */ standalone<'ratelimit', 'limit'>({
  name: 'ratelimit.limit',
  kind: 'check',
});

/**
 * List namespaces. The same as the method `unkey.ratelimit.listNamespaces`, but it never rejects.
 *
 * @param core The client.
 * @param request What `ratelimit.listNamespaces` takes. The result is one page.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await ratelimitListNamespaces(core, { limit: 10 });
 * if (!result.ok) console.log(result.error.code);
 */
export const ratelimitListNamespaces = /* @__PURE__ */ standalone<'ratelimit', 'listNamespaces'>({
  name: 'ratelimit.listNamespaces',
  kind: 'read',
  paginated: true,
});

/**
 * List overrides. The same as the method `unkey.ratelimit.listOverrides`, but it never rejects.
 *
 * @param core The client.
 * @param request What `ratelimit.listOverrides` takes. The result is one page.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await ratelimitListOverrides(core, { namespace: 'sign-in', limit: 50 });
 * if (!result.ok) console.log(result.error.code);
 */
export const ratelimitListOverrides = /* @__PURE__ */ standalone<'ratelimit', 'listOverrides'>({
  name: 'ratelimit.listOverrides',
  kind: 'read',
  paginated: true,
});

/**
 * Check several rate limits at once. The same as the method `unkey.ratelimit.multiLimit`, but it never rejects.
 *
 * @param core The client.
 * @param request What `ratelimit.multiLimit` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await ratelimitMultiLimit(core, [
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
 * if (!result.ok) console.log(result.error.code);
 */
export const ratelimitMultiLimit = /* @__PURE__ */ standalone<'ratelimit', 'multiLimit'>({
  name: 'ratelimit.multiLimit',
  kind: 'check',
});

/**
 * Set an override. The same as the method `unkey.ratelimit.setOverride`, but it never rejects.
 *
 * @param core The client.
 * @param request What `ratelimit.setOverride` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await ratelimitSetOverride(core, {
 *   namespace: 'sign-in',
 *   identifier: '*@example.com',
 *   limit: 100,
 *   duration: 60000,
 * });
 * if (!result.ok) console.log(result.error.code);
 */
export const ratelimitSetOverride = /* @__PURE__ */ standalone<'ratelimit', 'setOverride'>({
  name: 'ratelimit.setOverride',
  kind: 'write',
  deduplicated: true,
});

/**
 * Create a root key. The same as the method `unkey.rootKeys.createKey`, but it never rejects.
 *
 * @param core The client.
 * @param request What `rootKeys.createKey` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await rootKeysCreateKey(core, { name: 'Gateway', permissions: ['api.*.verify_key'] });
 * if (!result.ok) console.log(result.error.code);
 */
export const rootKeysCreateKey = /* @__PURE__ */ standalone<'rootKeys', 'createKey'>({
  name: 'rootKeys.createKey',
  kind: 'write',
  deduplicated: true,
});

/**
 * Delete a root key. The same as the method `unkey.rootKeys.deleteKey`, but it never rejects.
 *
 * @param core The client.
 * @param request What `rootKeys.deleteKey` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await rootKeysDeleteKey(core, { keyId: 'root_1234abcd' });
 * if (!result.ok) console.log(result.error.code);
 */
export const rootKeysDeleteKey = /* @__PURE__ */ standalone<'rootKeys', 'deleteKey'>({
  name: 'rootKeys.deleteKey',
  kind: 'write',
  deduplicated: true,
});

/**
 * Get a root key. The same as the method `unkey.rootKeys.getKey`, but it never rejects.
 *
 * @param core The client.
 * @param request What `rootKeys.getKey` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await rootKeysGetKey(core, { keyId: 'root_1234abcd' });
 * if (!result.ok) console.log(result.error.code);
 */
export const rootKeysGetKey = /* @__PURE__ */ standalone<'rootKeys', 'getKey'>({
  name: 'rootKeys.getKey',
  kind: 'read',
});

/**
 * List root keys. The same as the method `unkey.rootKeys.listKeys`, but it never rejects.
 *
 * @param core The client.
 * @param request What `rootKeys.listKeys` takes. The result is one page.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await rootKeysListKeys(core, { limit: 50 });
 * if (!result.ok) console.log(result.error.code);
 */
export const rootKeysListKeys = /* @__PURE__ */ standalone<'rootKeys', 'listKeys'>({
  name: 'rootKeys.listKeys',
  kind: 'read',
  paginated: true,
});

/**
 * Reroll a root key. The same as the method `unkey.rootKeys.rerollKey`, but it never rejects.
 *
 * @param core The client.
 * @param request What `rootKeys.rerollKey` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await rootKeysRerollKey(core, { keyId: 'root_1234abcd', expiration: 3600000 });
 * if (!result.ok) console.log(result.error.code);
 */
export const rootKeysRerollKey = /* @__PURE__ */ standalone<'rootKeys', 'rerollKey'>({
  name: 'rootKeys.rerollKey',
  kind: 'write',
  deduplicated: true,
});

/**
 * Change a root key. The same as the method `unkey.rootKeys.updateKey`, but it never rejects.
 *
 * @param core The client.
 * @param request What `rootKeys.updateKey` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await rootKeysUpdateKey(core, { keyId: 'root_1234abcd', enabled: false });
 * if (!result.ok) console.log(result.error.code);
 */
export const rootKeysUpdateKey = /* @__PURE__ */ standalone<'rootKeys', 'updateKey'>({
  name: 'rootKeys.updateKey',
  kind: 'write',
  deduplicated: true,
});

/**
 * Invite a person. The same as the method `unkey.team.createInvitation`, but it never rejects.
 *
 * @param core The client.
 * @param request What `team.createInvitation` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await teamCreateInvitation(core, { email: 'new.member@example.com', role: 'analyst' });
 * if (!result.ok) console.log(result.error.code);
 */
export const teamCreateInvitation = /* @__PURE__ */ standalone<'team', 'createInvitation'>({
  name: 'team.createInvitation',
  kind: 'write',
  deduplicated: true,
});

/**
 * Create a role for members. The same as the method `unkey.team.createRole`, but it never rejects.
 *
 * @param core The client.
 * @param request What `team.createRole` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await teamCreateRole(core, { name: 'Support', permissions: ['api.*.verify_key'] });
 * if (!result.ok) console.log(result.error.code);
 */
export const teamCreateRole = /* @__PURE__ */ standalone<'team', 'createRole'>({
  name: 'team.createRole',
  kind: 'write',
  deduplicated: true,
});

/**
 * Delete an invitation. The same as the method `unkey.team.deleteInvitation`, but it never rejects.
 *
 * @param core The client.
 * @param request What `team.deleteInvitation` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await teamDeleteInvitation(core, { invitationId: 'inv_1234abcd' });
 * if (!result.ok) console.log(result.error.code);
 */
export const teamDeleteInvitation = /* @__PURE__ */ standalone<'team', 'deleteInvitation'>({
  name: 'team.deleteInvitation',
  kind: 'write',
  deduplicated: true,
});

/**
 * Delete a role for members. The same as the method `unkey.team.deleteRole`, but it never rejects.
 *
 * @param core The client.
 * @param request What `team.deleteRole` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await teamDeleteRole(core, { roleId: 'teamrole_1234abcd' });
 * if (!result.ok) console.log(result.error.code);
 */
export const teamDeleteRole = /* @__PURE__ */ standalone<'team', 'deleteRole'>({
  name: 'team.deleteRole',
  kind: 'write',
  deduplicated: true,
});

/**
 * List invitations. The same as the method `unkey.team.listInvitations`, but it never rejects.
 *
 * @param core The client.
 * @param request What `team.listInvitations` takes. The result is one page.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await teamListInvitations(core, { limit: 50 });
 * if (!result.ok) console.log(result.error.code);
 */
export const teamListInvitations = /* @__PURE__ */ standalone<'team', 'listInvitations'>({
  name: 'team.listInvitations',
  kind: 'read',
  paginated: true,
});

/**
 * List members. The same as the method `unkey.team.listMembers`, but it never rejects.
 *
 * @param core The client.
 * @param request What `team.listMembers` takes. The result is one page.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await teamListMembers(core, { limit: 50 });
 * if (!result.ok) console.log(result.error.code);
 */
export const teamListMembers = /* @__PURE__ */ standalone<'team', 'listMembers'>({
  name: 'team.listMembers',
  kind: 'read',
  paginated: true,
});

/**
 * List roles of members. The same as the method `unkey.team.listRoles`, but it never rejects.
 *
 * @param core The client.
 * @param request What `team.listRoles` takes. The result is one page.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await teamListRoles(core, { limit: 50 });
 * if (!result.ok) console.log(result.error.code);
 */
export const teamListRoles = /* @__PURE__ */ standalone<'team', 'listRoles'>({
  name: 'team.listRoles',
  kind: 'read',
  paginated: true,
});

/**
 * Remove a member. The same as the method `unkey.team.removeMember`, but it never rejects.
 *
 * @param core The client.
 * @param request What `team.removeMember` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await teamRemoveMember(core, { userId: 'user_1234abcd' });
 * if (!result.ok) console.log(result.error.code);
 */
export const teamRemoveMember = /* @__PURE__ */ standalone<'team', 'removeMember'>({
  name: 'team.removeMember',
  kind: 'write',
  deduplicated: true,
});

/**
 * Give a member another role. The same as the method `unkey.team.updateMember`, but it never rejects.
 *
 * @param core The client.
 * @param request What `team.updateMember` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await teamUpdateMember(core, { userId: 'user_1234abcd', role: 'analyst' });
 * if (!result.ok) console.log(result.error.code);
 */
export const teamUpdateMember = /* @__PURE__ */ standalone<'team', 'updateMember'>({
  name: 'team.updateMember',
  kind: 'write',
  deduplicated: true,
});

/**
 * Change a role for members. The same as the method `unkey.team.updateRole`, but it never rejects.
 *
 * @param core The client.
 * @param request What `team.updateRole` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await teamUpdateRole(core, { roleId: 'teamrole_1234abcd', permissions: ['api.*.verify_key'] });
 * if (!result.ok) console.log(result.error.code);
 */
export const teamUpdateRole = /* @__PURE__ */ standalone<'team', 'updateRole'>({
  name: 'team.updateRole',
  kind: 'write',
  deduplicated: true,
});

/**
 * Get the limits of the workspace. The same as the method `unkey.workspace.getLimits`, but it never rejects.
 *
 * @param core The client.
 * @param request What `workspace.getLimits` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await workspaceGetLimits(core, {});
 * if (!result.ok) console.log(result.error.code);
 */
export const workspaceGetLimits = /* @__PURE__ */ standalone<'workspace', 'getLimits'>({
  name: 'workspace.getLimits',
  kind: 'read',
});

/**
 * Get the usage of the workspace. The same as the method `unkey.workspace.getUsage`, but it never rejects.
 *
 * @param core The client.
 * @param request What `workspace.getUsage` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await workspaceGetUsage(core, {});
 * if (!result.ok) console.log(result.error.code);
 */
export const workspaceGetUsage = /* @__PURE__ */ standalone<'workspace', 'getUsage'>({
  name: 'workspace.getUsage',
  kind: 'read',
});

/**
 * Get the workspace. The same as the method `unkey.workspace.getWorkspace`, but it never rejects.
 *
 * @param core The client.
 * @param request What `workspace.getWorkspace` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await workspaceGetWorkspace(core, {});
 * if (!result.ok) console.log(result.error.code);
 */
export const workspaceGetWorkspace = /* @__PURE__ */ standalone<'workspace', 'getWorkspace'>({
  name: 'workspace.getWorkspace',
  kind: 'read',
});

/**
 * Change the workspace. The same as the method `unkey.workspace.updateWorkspace`, but it never rejects.
 *
 * @param core The client.
 * @param request What `workspace.updateWorkspace` takes.
 * @param options Options of this call, such as a time limit.
 * @returns `{ ok: true, value }` with the answer, or `{ ok: false, error }`.
 * @example
 * const result = await workspaceUpdateWorkspace(core, { name: 'Weather Inc', apiRequestsPerMinute: 6000, logRetentionDays: 30 });
 * if (!result.ok) console.log(result.error.code);
 */
export const workspaceUpdateWorkspace = /* @__PURE__ */ standalone<'workspace', 'updateWorkspace'>({
  name: 'workspace.updateWorkspace',
  kind: 'write',
  deduplicated: true,
});
