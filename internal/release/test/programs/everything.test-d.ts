import { type SDKOptions, Unkey } from '@unkey/api';
import * as errors from '@unkey/api/models/errors';

const settings: SDKOptions = {
  serverURL: process.env['SERVER_URL'] ?? '',
  rootKey: process.env['UNKEY_ROOT_KEY'] ?? '',
  serverIdx: 0,
};
const unkey = new Unkey(settings);
const run = crypto.randomUUID().slice(0, 8);

// Permissions and roles.
const { data: permission } = await unkey.permissions.createPermission({
  name: 'Read',
  slug: `docs.read.${run}`,
});
const { data: role } = await unkey.permissions.createRole({ name: `reader ${run}` });
const { data: given } = await unkey.permissions.setRolePermissions({
  roleId: role.roleId,
  permissions: [`docs.read.${run}`],
});
console.log(given.map(({ id }) => id === permission.permissionId));
const { data: shownRole } = await unkey.permissions.getRole({ role: role.roleId });
console.log(shownRole.permissions?.length, shownRole.description);

// Keys, from creation to rerolling.
const { data: api } = await unkey.apis.createApi({ name: 'everything' });
const { data: created } = await unkey.keys.createKey({
  apiId: api.apiId,
  externalId: `user_${run}`,
  roles: [`reader ${run}`],
  credits: { remaining: 10 },
});
const verify = async (key: string, permissions?: string) => {
  const { data } = await unkey.keys.verifyKey({ key, ...(permissions && { permissions }) });
  return [data.valid, data.code, data.credits, data.roles?.length, data.keyId !== undefined];
};
console.log(await verify(created.key, `docs.read.${run}`));
await unkey.keys.setPermissions({ keyId: created.keyId, permissions: [] });
await unkey.keys.removeRoles({ keyId: created.keyId, roles: [`reader ${run}`] });
console.log(await verify(created.key, `docs.read.${run}`));
await unkey.keys.updateKey({ keyId: created.keyId, ratelimits: [], credits: null });
const { data: rerolled } = await unkey.keys.rerollKey({ keyId: created.keyId, expiration: 0 });
console.log(await verify(created.key), await verify(rerolled.key));

// Owners and overrides.
const { data: owner } = await unkey.identities.getIdentity({ identity: `user_${run}` });
console.log(owner.externalId === `user_${run}`, owner.ratelimits?.length);
const namespace = `emails ${run}`;
const limit = { namespace, identifier: 'user_1', limit: 5, duration: 60_000 };
const { data: both } = await unkey.ratelimit.multiLimit([limit, { ...limit, cost: 2 }]);
console.log(
  both.passed,
  both.limits.map(({ remaining }) => remaining),
);
await unkey.ratelimit.setOverride({ namespace, identifier: 'user_1', limit: 1, duration: 60_000 });
for await (const page of await unkey.ratelimit.listOverrides({ namespace })) {
  console.log(page.result.data.map(({ identifier }) => identifier));
}

// Options of one call, and every root of errors.
const options = {
  retries: { strategy: 'backoff' as const, retryConnectionErrors: true },
  retryCodes: ['429', '5XX'],
  headers: { 'x-request-source': 'test' },
};
try {
  await unkey.permissions.createRole({ name: `reader ${run}` }, options);
} catch (error) {
  const kinds = [
    errors.UnkeyError,
    errors.APIError,
    errors.ConflictErrorResponse,
    errors.ResponseValidationError,
    errors.HTTPClientError,
    errors.UnexpectedClientError,
    errors.SDKValidationError,
  ];
  console.log(kinds.slice(0, 1).map((kind) => error instanceof kind));
  console.log(kinds.slice(2).map((kind) => error instanceof kind));
}
await unkey.permissions.deletePermission({ permission: `docs.read.${run}` });
await unkey.permissions.deleteRole({ role: role.roleId });
