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
  keySpaceId: madeUpId('ks'),
  ...namesWith('not'),
};

/**
 * Names are unique in a workspace. Another `mark` of the same length gives other names throughout.
 */
export async function seedIds(
  workspace: Pick<Workspace, 'call' | 'newKey'>,
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
  const ids = { identityId, permissionId, roleId, namespaceId, rootKeyId, migrationId, keySpaceId };
  return { ...names, ...ids, ...key, hash: sha256Base64(key.key) };
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
