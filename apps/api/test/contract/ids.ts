import { sha256Base64 } from '../../src/lib/crypto/sha256.js';
import type { Workspace } from '../seed.js';

/** One thing of every kind that a workspace can have, for requests to name. */
export interface Ids {
  readonly apiId: string;
  readonly keyId: string;
  readonly key: string;
  /** Of the key, as an import names it. */
  readonly hash: string;
  readonly identityId: string;
  readonly externalId: string;
  readonly permissionId: string;
  readonly slug: string;
  readonly roleId: string;
  readonly role: string;
  readonly namespaceId: string;
  readonly namespace: string;
  /** The identifier that an override of the namespace is for. */
  readonly identifier: string;
  readonly rootKeyId: string;
  readonly migrationId: string;
  /** Of a member. */
  readonly userId: string;
  readonly invitationId: string;
  readonly teamRoleId: string;
  /** Of the API. */
  readonly keySpaceId: string;
}

/**
 * Ids that do not exist, as long as real ones, so that responses about them have the same length.
 */
export const MADE_UP: Ids = {
  apiId: madeUpId('api'),
  keyId: madeUpId('key'),
  key: `prod_${'madeup'.padEnd(22, '1')}`,
  hash: sha256Base64('made up'),
  identityId: madeUpId('id'),
  permissionId: madeUpId('perm'),
  roleId: madeUpId('role'),
  namespaceId: madeUpId('rlns'),
  rootKeyId: madeUpId('root'),
  migrationId: madeUpId('mig'),
  userId: madeUpId('user'),
  invitationId: madeUpId('inv'),
  teamRoleId: madeUpId('teamrole'),
  keySpaceId: madeUpId('ks'),
  ...namesWith('not'),
};

/**
 * Names are unique in a workspace. Another `mark` of the same length gives other names throughout.
 */
export async function seedIds(
  workspace: Pick<Workspace, 'call' | 'newKey'> & Partial<Pick<Workspace, 'newMember'>>,
  mark = 'one',
): Promise<Ids> {
  const names = namesWith(mark);
  const make = async (operation: string, body: object) => {
    const answer = await workspace.call(operation, body);
    if (answer.status !== 200) throw new Error(`${operation}: ${JSON.stringify(answer.body)}`);
    return answer.body.data;
  };
  const { externalId, slug, role, namespace, identifier } = names;
  const ratelimits = [{ name: 'requests', limit: 100, duration: 60_000, autoApply: true }];
  const meta = { plan: 'pro' };
  const { identityId } = await make('identities.createIdentity', { externalId, meta, ratelimits });
  const description = `For ${mark}`;
  const permission = { name: `Permission ${mark}`, slug, description };
  const { permissionId } = await make('permissions.createPermission', permission);
  const ofRole = { name: role, description, permissions: [slug] };
  const { roleId } = await make('permissions.createRole', ofRole);
  const { namespaceId } = await make('ratelimit.createNamespace', { name: namespace });
  const override = { namespace, identifier, limit: 3, duration: 60_000 };
  await make('ratelimit.setOverride', override);
  const rootKey = { name: `Root key ${mark}`, permissions: ['api.*.verify_key'] };
  const { keyId: rootKeyId } = await make('rootKeys.createKey', rootKey);
  const ofMembers = { name: `Team ${mark}`, permissions: ['api.*.verify_key'] };
  // It is not in use, so it can be deleted.
  const { roleId: teamRoleId } = await make('team.createRole', ofMembers);
  const invited = { email: `invited@${mark}.example`, role: 'analyst' };
  const { invitationId } = await make('team.createInvitation', invited);
  // No operation makes a member at once. Without a database at hand, the id is made up.
  const userId = (await workspace.newMember?.('analyst')) ?? madeUpId('user');
  const migration = { name: `Migration ${mark}`, algorithm: 'sha256' };
  const { migrationId } = await make('migrations.createMigration', migration);
  const key = await workspace.newKey({
    prefix: 'prod',
    name: `Key ${mark}`,
    externalId,
    meta,
    expires: 4_102_444_800_000,
    permissions: [slug],
    roles: [role],
    ratelimits,
    credits: { remaining: 10, refill: { interval: 'monthly', amount: 10, refillDay: 3 } },
  });
  const apis: readonly { id: string; keyspaceId: string }[] = await make('apis.listApis', {});
  const keySpaceId = apis.find(({ id }) => id === key.apiId)?.keyspaceId;
  if (keySpaceId === undefined) throw new Error(`${key.apiId} is not listed`);
  const ofKeys = { identityId, permissionId, roleId, namespaceId, migrationId, keySpaceId };
  const ofCallers = { rootKeyId, userId, invitationId, teamRoleId };
  return { ...names, ...ofKeys, ...ofCallers, ...key, hash: sha256Base64(key.key) };
}

function namesWith(mark: string) {
  return {
    externalId: `user_${mark}`,
    slug: `docs.${mark}`,
    role: `editor ${mark}`,
    namespace: `sign-in ${mark}`,
    identifier: `*@${mark}.example`,
  };
}

function madeUpId(prefix: string): string {
  return `${prefix}_${'madeup'.padEnd(18, '0')}`;
}
