import { checkGrants } from './check-grants.js';
import { type Grants, hasTuple } from './grants.js';
import { allOf, anyOf, type Requirement, tuple, urn } from './requirement.js';

/**
 * What the operations on APIs and keys ask of their caller, one function for each right.
 * Meant to be read as a table and imported as a namespace: `requirements.createKey(scope)`.
 */
export interface ApiScope {
  readonly workspaceId: string;
  readonly apiId: string;
  readonly keySpaceId: string;
}

export interface KeyScope extends ApiScope {
  readonly keyId: string;
}

export function createApi(): Requirement {
  return tuple('api.*.create_api');
}

export function readApi(scope: Pick<ApiScope, 'apiId'>): Requirement {
  return anyOf(...onApi(scope, 'read_api'));
}

/** For a list, as an alternative to rights on the single APIs that it shows. */
export function readAllApis(): Requirement {
  return tuple('api.*.read_api');
}

export function updateApi(scope: Pick<ApiScope, 'apiId'>): Requirement {
  return anyOf(...onApi(scope, 'update_api'));
}

export function deleteApi(scope: Pick<ApiScope, 'apiId'>): Requirement {
  return anyOf(...onApi(scope, 'delete_api'));
}

/** The two ways of holding the rights are alternatives as a whole: halves of both do not add up. */
export function listKeys(scope: ApiScope): Requirement {
  return anyOf(
    allOf(anyOf(...onApi(scope, 'read_key')), anyOf(...onApi(scope, 'read_api'))),
    allOf(onAllKeys(scope, 'read_key'), onKeySpace(scope, 'read_keyspace')),
  );
}

export function decryptListedKeys(scope: ApiScope): Requirement {
  return anyOf(...onApi(scope, 'decrypt_key'), onAllKeys(scope, 'decrypt_key'));
}

export function createKey(scope: ApiScope): Requirement {
  return anyOf(...onApi(scope, 'create_key'), onKeySpace(scope, 'create_key'));
}

/** Asked for in addition to `createKey` when the new key shall be recoverable. */
export function encryptKey(scope: ApiScope): Requirement {
  return anyOf(...onApi(scope, 'encrypt_key'), onAllKeys(scope, 'encrypt_key'));
}

/** Judged before the API is looked up, so there is no key space yet to hold a right on. */
export function migrateKeys(scope: Pick<ApiScope, 'apiId'>): Requirement {
  return anyOf(...onApi(scope, 'create_key'));
}

export function readKey(scope: KeyScope): Requirement {
  return anyOf(...onApi(scope, 'read_key'), onKey(scope, 'read_key'));
}

export function decryptKey(scope: KeyScope): Requirement {
  return anyOf(...onApi(scope, 'decrypt_key'), onKey(scope, 'decrypt_key'));
}

export function updateKey(scope: KeyScope): Requirement {
  return anyOf(...onApi(scope, 'update_key'), onKey(scope, 'update_key'));
}

export function addPermissions(scope: KeyScope): Requirement {
  return updateKeyAnd(scope, 'rbac.*.add_permission_to_key');
}

export function removePermissions(scope: KeyScope): Requirement {
  return updateKeyAnd(scope, 'rbac.*.remove_permission_from_key');
}

export function setPermissions(scope: KeyScope): Requirement {
  return updateKeyAnd(scope, 'rbac.*.add_permission_to_key', 'rbac.*.remove_permission_from_key');
}

export function addRoles(scope: KeyScope): Requirement {
  return updateKeyAnd(scope, 'rbac.*.add_role_to_key');
}

/** Asked for in addition when an operation names permissions that do not exist yet. */
export function createMissingPermissions(scope: Pick<ApiScope, 'workspaceId'>): Requirement {
  return anyOf(
    urn(scope.workspaceId, 'rbac/permissions/*', 'create_permission'),
    tuple('rbac.*.create_permission'),
  );
}

export function deleteKey(scope: KeyScope): Requirement {
  return anyOf(...onApi(scope, 'delete_key'), onKey(scope, 'delete_key'));
}

export function verifyKey(scope: KeyScope): Requirement {
  return anyOf(...onApi(scope, 'verify_key'), onKey(scope, 'verify_key'));
}

/** `verifyKey` for the hot path: the usual grants are looked up before anything is built. */
export function mayVerifyKey(grants: Grants, scope: KeyScope): boolean {
  return (
    hasTuple(grants, 'api.*.verify_key') ||
    hasTuple(grants, `api.${scope.apiId}.verify_key`) ||
    checkGrants(grants, verifyKey(scope)).granted
  );
}

/** The URN on the key is enough alone; the tuples on the API need those on roles and permissions. */
function updateKeyAnd(scope: KeyScope, ...tuples: readonly string[]): Requirement {
  return anyOf(
    onKey(scope, 'update_key'),
    allOf(anyOf(...onApi(scope, 'update_key')), ...tuples.map(tuple)),
  );
}

function onApi(scope: Pick<ApiScope, 'apiId'>, action: string): [Requirement, Requirement] {
  return [tuple(`api.*.${action}`), tuple(`api.${scope.apiId}.${action}`)];
}

function onKeySpace(scope: ApiScope, action: string): Requirement {
  return urn(scope.workspaceId, `keyspaces/${scope.keySpaceId}`, action);
}

function onAllKeys(scope: ApiScope, action: string): Requirement {
  return urn(scope.workspaceId, `keyspaces/${scope.keySpaceId}/keys/*`, action);
}

function onKey(scope: KeyScope, action: string): Requirement {
  return urn(scope.workspaceId, `keyspaces/${scope.keySpaceId}/keys/${scope.keyId}`, action);
}
