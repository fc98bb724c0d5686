import { randomUUID } from 'node:crypto';
import type { ProblemCode } from '../../src/domain/problems.js';
import type { Rpc } from '../../src/rpc/define-rpc.js';
import { RPCS } from '../../src/rpc/index.js';
import type { Ids } from './ids.js';

type Fields = Readonly<Record<string, unknown>>;

interface Operation {
  /** The permissions that are just enough for the first request below. */
  readonly needs: readonly string[];
  /**
   * The fields of a request that name something, in every way in which they can. The first goes
   * over the documented example; in a list over each item of it.
   */
  readonly naming?: readonly ((ids: Ids) => Fields)[];
  /**
   * What a root key without any permission is told instead of which permission it needs: a
   * problem, or the code of a verification.
   */
  readonly hidden?: ProblemCode | 'NOT_FOUND';
  /** Fields that it does not know are ignored, as the contract has it. */
  readonly isOpen?: true;
  /** Places whose content is judged by more than its schema. */
  readonly judges?: readonly string[];
}

const byKeyId = ({ keyId }: Ids) => ({ keyId });
const byRootKeyId = ({ rootKeyId }: Ids) => ({ rootKeyId });
const byRole = [({ role }: Ids) => ({ role }), ({ roleId }: Ids) => ({ role: roleId })];
const byPermission = [
  ({ slug }: Ids) => ({ permission: slug }),
  ({ permissionId }: Ids) => ({ permission: permissionId }),
];
const byIdentity = [
  ({ externalId }: Ids) => ({ identity: externalId }),
  ({ identityId }: Ids) => ({ identity: identityId }),
];
const byNamespace = [
  ({ namespace }: Ids) => ({ namespace }),
  ({ namespaceId }: Ids) => ({ namespace: namespaceId }),
];
const byOverride = [
  ({ namespace, identifier }: Ids) => ({ namespace, identifier }),
  ({ namespaceId, identifier }: Ids) => ({ namespace: namespaceId, identifier }),
];
const rolesOfKey = ({ keyId, role }: Ids) => ({ keyId, roles: [role] });
const permissionsOfKey = ({ keyId, slug }: Ids) => ({ keyId, permissions: [slug] });

/** What the root keys of these tests have: nobody deals with a root key that has more. */
export const GIVEN = 'api.*.verify_key';

/** What the definitions do not say. Every operation has its line. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  'apis.createApi': { needs: ['api.*.create_api'] },
  'apis.getApi': { needs: ['api.*.read_api'], naming: [({ apiId }) => ({ apiId })] },
  'apis.listApis': { needs: ['api.*.read_api'], judges: ['body.cursor'] },
  'apis.updateApi': {
    needs: ['api.*.update_api'],
    naming: [({ apiId }) => ({ apiId })],
    judges: ['body.ipAllowList'],
  },
  'apis.deleteApi': { needs: ['api.*.delete_api'], naming: [({ apiId }) => ({ apiId })] },
  'apis.listKeys': {
    needs: ['api.*.read_api', 'api.*.read_key'],
    naming: [({ apiId, externalId }) => ({ apiId, externalId })],
    hidden: 'unkey/data/api_not_found',
    judges: ['body.cursor'],
  },
  'keys.createKey': {
    needs: ['api.*.create_key'],
    naming: [
      ({ apiId, externalId, slug, role }) => {
        return { apiId, externalId, permissions: [slug], roles: [role] };
      },
    ],
    hidden: 'unkey/data/api_not_found',
  },
  'keys.verifyKey': {
    needs: ['api.*.verify_key'],
    naming: [
      ({ key, slug }) => ({ key, permissions: slug }),
      ({ key, migrationId }) => ({ key, migrationId }),
    ],
    hidden: 'NOT_FOUND',
    judges: ['body.ratelimits'],
  },
  'keys.getKey': { needs: ['api.*.read_key'], naming: [byKeyId] },
  'keys.whoami': {
    needs: ['api.*.read_key'],
    naming: [({ key }) => ({ key })],
    hidden: 'unkey/data/key_not_found',
  },
  'keys.updateKey': {
    needs: ['api.*.update_key'],
    naming: [
      ({ keyId, externalId, slug, role }) => {
        return { keyId, externalId, permissions: [slug], roles: [role] };
      },
    ],
    judges: ['body.credits.refill'],
  },
  'keys.updateCredits': { needs: ['api.*.update_key'], naming: [byKeyId] },
  'keys.rerollKey': { needs: ['api.*.create_key'], naming: [byKeyId], isOpen: true },
  'keys.deleteKey': { needs: ['api.*.delete_key'], naming: [byKeyId] },
  'keys.addPermissions': {
    needs: ['api.*.update_key', 'rbac.*.add_permission_to_key'],
    naming: [permissionsOfKey],
  },
  'keys.setPermissions': {
    needs: [
      'api.*.update_key',
      'rbac.*.add_permission_to_key',
      'rbac.*.remove_permission_from_key',
    ],
    naming: [permissionsOfKey],
  },
  'keys.removePermissions': {
    needs: ['api.*.update_key', 'rbac.*.remove_permission_from_key'],
    naming: [permissionsOfKey],
  },
  'keys.addRoles': {
    needs: ['api.*.update_key', 'rbac.*.add_role_to_key'],
    naming: [rolesOfKey],
  },
  'keys.setRoles': { needs: ['api.*.update_key'], naming: [rolesOfKey] },
  'keys.removeRoles': { needs: ['api.*.update_key'], naming: [rolesOfKey] },
  'keys.migrateKeys': {
    needs: ['api.*.create_key'],
    naming: [
      ({ migrationId, apiId, externalId, slug, role }) => {
        // Hashes are unique among all workspaces, or nobody could tell whose key it is.
        const key = { hash: randomUUID(), externalId, permissions: [slug], roles: [role] };
        return { migrationId, apiId, keys: [key] };
      },
    ],
  },
  'identities.createIdentity': {
    needs: ['identity.*.create_identity'],
    isOpen: true,
  },
  'identities.getIdentity': { needs: ['identity.*.read_identity'], naming: byIdentity },
  'identities.listIdentities': {
    needs: ['identity.*.read_identity'],
    naming: [({ externalId }) => ({ search: externalId })],
    judges: ['body.cursor'],
  },
  'identities.updateIdentity': {
    needs: ['identity.*.update_identity'],
    naming: byIdentity,
    judges: ['body.ratelimits'],
  },
  'identities.deleteIdentity': { needs: ['identity.*.delete_identity'], naming: byIdentity },
  'ratelimit.limit': { needs: ['ratelimit.*.limit'], naming: byNamespace },
  'ratelimit.multiLimit': { needs: ['ratelimit.*.limit'], naming: byNamespace },
  'ratelimit.setOverride': { needs: ['ratelimit.*.set_override'], naming: byNamespace },
  'ratelimit.getOverride': {
    needs: ['ratelimit.*.read_override'],
    naming: byOverride,
    hidden: 'unkey/data/ratelimit_override_not_found',
  },
  'ratelimit.listOverrides': {
    needs: ['ratelimit.*.read_override'],
    naming: byNamespace,
    judges: ['body.cursor'],
  },
  'ratelimit.deleteOverride': { needs: ['ratelimit.*.delete_override'], naming: byOverride },
  'ratelimit.createNamespace': { needs: ['ratelimit.*.create_namespace'] },
  'ratelimit.getNamespace': { needs: ['ratelimit.*.read_namespace'], naming: byNamespace },
  'ratelimit.listNamespaces': { needs: ['ratelimit.*.read_namespace'], judges: ['body.cursor'] },
  'ratelimit.deleteNamespace': { needs: ['ratelimit.*.delete_namespace'], naming: byNamespace },
  'permissions.createPermission': { needs: ['rbac.*.create_permission'] },
  'permissions.getPermission': { needs: ['rbac.*.read_permission'], naming: byPermission },
  'permissions.listPermissions': {
    needs: ['rbac.*.read_permission'],
    naming: [({ slug }) => ({ search: slug }), ({ permissionId }) => ({ search: permissionId })],
    judges: ['body.cursor'],
  },
  'permissions.deletePermission': { needs: ['rbac.*.delete_permission'], naming: byPermission },
  'permissions.createRole': {
    needs: ['rbac.*.create_role', 'rbac.*.add_permission_to_role'],
    naming: [({ slug }) => ({ permissions: [slug] })],
  },
  'permissions.getRole': { needs: ['rbac.*.read_role'], naming: byRole },
  'permissions.listRoles': {
    needs: ['rbac.*.read_role'],
    naming: [({ role }) => ({ search: role }), ({ roleId }) => ({ search: roleId })],
    judges: ['body.cursor'],
  },
  'permissions.deleteRole': { needs: ['rbac.*.delete_role'], naming: byRole },
  'permissions.setRolePermissions': {
    needs: ['rbac.*.add_permission_to_role', 'rbac.*.remove_permission_from_role'],
    naming: [({ roleId, slug }) => ({ roleId, permissions: [slug] })],
  },
  'rootKeys.createRootKey': {
    needs: ['root_key.*.create_root_key', GIVEN],
    naming: [({ apiId }) => ({ permissions: [`api.${apiId}.verify_key`] })],
    judges: ['body.permissions'],
  },
  'rootKeys.getRootKey': { needs: ['root_key.*.read_root_key'], naming: [byRootKeyId] },
  'rootKeys.listRootKeys': { needs: ['root_key.*.read_root_key'], judges: ['body.cursor'] },
  'rootKeys.updateRootKey': {
    needs: ['root_key.*.update_root_key', GIVEN],
    naming: [byRootKeyId],
    judges: ['body.permissions'],
  },
  'rootKeys.rerollRootKey': {
    needs: ['root_key.*.create_root_key', 'root_key.*.update_root_key', GIVEN],
    naming: [byRootKeyId],
  },
  'rootKeys.deleteRootKey': {
    needs: ['root_key.*.delete_root_key', GIVEN],
    naming: [byRootKeyId],
  },
  'migrations.createMigration': { needs: ['migration.*.create_migration'] },
  'migrations.listMigrations': {
    needs: ['migration.*.read_migration'],
    judges: ['body.cursor'],
  },
  'workspaces.getWorkspace': { needs: ['workspace.*.read_workspace'] },
  'workspaces.updateWorkspace': { needs: ['workspace.*.update_workspace'] },
  'auditLogs.listAuditLogs': {
    needs: ['audit_log.*.read_audit_log'],
    naming: [
      ({ keyId }) => ({ targetIds: [keyId] }),
      ({ rootKeyId }) => ({ actorIds: [rootKeyId] }),
    ],
    judges: ['body.cursor', 'body.to'],
  },
};

export interface OperationUnderTest extends Operation, Rpc {
  readonly name: string;
  readonly naming: readonly ((ids: Ids) => Fields)[];
  /** The documented example with these fields, or those that name what is given. */
  readonly requestWith: (fields: Fields) => unknown;
  readonly request: (ids: Ids) => unknown;
}

/** For `describe.each`: every operation there is, joined with its line of the table. */
export const EVERY_OPERATION: readonly OperationUnderTest[] = RPCS.map((rpc) => {
  const { name, example } = rpc.definition;
  const operation = OPERATIONS[name];
  if (operation === undefined) throw new Error(`${name} has no line in ${import.meta.url}`);
  const { naming = [] } = operation;
  const requestWith = (fields: Fields) =>
    Array.isArray(example)
      ? example.map((item: object) => ({ ...item, ...fields }))
      : Object.assign({}, example, fields);
  const request = (ids: Ids) => requestWith(naming[0]?.(ids) ?? {});
  return { ...operation, ...rpc, name, naming, requestWith, request };
});

export const NAMES_OF_OPERATIONS = Object.keys(OPERATIONS);
