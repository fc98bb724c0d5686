import { describe, expect, it } from 'vitest';
import { apiCreated, apiDeleted, apiUpdated } from './apis.js';
import type { AuditEvent } from './audit-event.js';
import { identityCreated, identityDeleted, identityUpdated } from './identities.js';
import * as keys from './keys.js';
import { keyMigrationCreated } from './migrations.js';
import * as namespaces from './namespaces.js';
import * as permissions from './permissions.js';
import { identityRateLimitsChanged } from './rate-limits.js';
import { roleCreated, roleDeleted, roleUpdated } from './roles.js';
import * as rootKeys from './root-keys.js';
import { workspaceCreated, workspaceDeleted, workspaceUpdated } from './workspaces.js';

const api = { id: 'api_1', name: 'Weather' };
const apiTarget = { type: 'api', id: 'api_1', name: 'Weather' };
const key = { keyId: 'key_1', name: 'Phone' };
const nameless = { keyId: 'key_1', name: null };
const keyTarget = { type: 'key', id: 'key_1', name: 'Phone' };
const namelessTarget = { type: 'key', id: 'key_1' };
const rootKey = { id: 'root_1', name: 'Deployment' };
const rootKeyTarget = { type: 'rootKey', id: 'root_1', name: 'Deployment' };
const identity = { id: 'id_1', externalId: 'user_1' };
const identityTarget = { type: 'identity', id: 'id_1', name: 'user_1' };
const permission = { id: 'perm_1', name: 'Read', slug: 'docs.read', description: null };
const described = { ...permission, description: 'Reads.' };
const permissionTarget = { type: 'permission', id: 'perm_1', name: 'Read' };
const role = { id: 'role_1', name: 'editor', description: 'Edits.' };
const plain = { ...role, description: null };
const roleTarget = { type: 'role', id: 'role_1', name: 'editor' };
const namespace = { id: 'rlns_1', name: 'sign-in' };
const namespaceTarget = { type: 'ratelimitNamespace', id: 'rlns_1', name: 'sign-in' };
const override = { id: 'rlor_1', identifier: 'user_*' };
const overrideTarget = { type: 'ratelimitOverride', id: 'rlor_1', name: 'user_*' };

const KEY_STATE = { name: 'Job', enabled: true, expires: null, remaining: 5 };

type Case = [AuditEvent, event: string, description: string, targets: readonly object[]];

function inOneForm([built, event, description, targets]: Case) {
  return { built, event, description, targets };
}

/** People and programs read these words in the trail, so a change of them must fail a test. */
const CASES: readonly Case[] = [
  [apiCreated(api), 'api.create', 'Created API api_1', [apiTarget]],
  [
    apiUpdated(api, { defaultPrefix: null }, { ...api, defaultPrefix: 'sk' }),
    'api.update',
    'Updated API api_1',
    [{ ...apiTarget, meta: { defaultPrefix: null, before: { defaultPrefix: 'sk' } } }],
  ],
  [apiDeleted(api), 'api.delete', 'Deleted API api_1', [apiTarget]],

  [
    keys.keyCreated('key_1', api),
    'key.create',
    'Created key key_1',
    [{ type: 'key', id: 'key_1', name: 'key_1' }, apiTarget],
  ],
  [
    keys.keyImported(key, { migrationId: 'mig_1', api }),
    'key.create',
    'Created key key_1 in migration mig_1',
    [keyTarget, apiTarget],
  ],
  [
    keys.keyImported(nameless, { migrationId: 'mig_1', api }),
    'key.create',
    'Created key key_1 in migration mig_1',
    [namelessTarget, apiTarget],
  ],
  [
    keys.keyUpdated(key, api, { next: KEY_STATE, old: KEY_STATE }),
    'key.update',
    'Updated key key_1',
    [keyTarget, apiTarget],
  ],
  [
    keys.keyUpdated(key, api, { next: { ...KEY_STATE, enabled: false }, old: KEY_STATE }),
    'key.update',
    'Updated key key_1',
    [{ ...keyTarget, meta: { enabled: false, before: { enabled: true } } }, apiTarget],
  ],
  [
    keys.keyCreditsUpdated({ ...key, keySpaceId: 'ks_1' }, 0),
    'key.update',
    'Updated Key key_1, set remaining to 0.',
    [{ type: 'keySpace', id: 'ks_1' }, keyTarget],
  ],
  [
    keys.keyCreditsUpdated({ ...nameless, keySpaceId: 'ks_1' }, null),
    'key.update',
    'Updated Key key_1, set remaining to unlimited.',
    [{ type: 'keySpace', id: 'ks_1' }, namelessTarget],
  ],
  [
    keys.keyRerolled(key, { keyId: 'key_2', api }),
    'key.reroll',
    'Rerolled key (key_1) to (key_2)',
    [{ type: 'key', id: 'key_2', name: 'Phone' }, keyTarget, apiTarget],
  ],
  [
    keys.keyDecrypted('key_1', api),
    'key.decrypt',
    'Decrypted key key_1',
    [namelessTarget, apiTarget],
  ],
  [keys.keyDeleted(key, { permanent: false }), 'key.delete', 'Deleted key_1', [keyTarget]],
  [
    keys.keyDeleted(nameless, { permanent: true }),
    'key.delete',
    'Permanently deleted key_1',
    [namelessTarget],
  ],

  [
    rootKeys.rootKeyCreated(rootKey, { permissions: ['a'], expiresAtMs: null }),
    'key.create',
    'Created root key root_1',
    [{ ...rootKeyTarget, meta: { permissions: ['a'], expires: null } }],
  ],
  [rootKeys.fullRootKeyCreated(rootKey), 'key.create', 'Created root key root_1', [rootKeyTarget]],
  [
    rootKeys.rootKeyUpdated(
      rootKey,
      { enabled: false },
      { name: rootKey.name, enabled: true, expires: null },
    ),
    'key.update',
    'Updated root key root_1',
    [{ ...rootKeyTarget, meta: { enabled: false, before: { enabled: true } } }],
  ],
  [
    rootKeys.rootKeyRerolled(rootKey, 'root_2'),
    'key.reroll',
    'Rerolled root key (root_1) to (root_2)',
    [{ ...rootKeyTarget, id: 'root_2' }, rootKeyTarget],
  ],
  [
    rootKeys.rootKeyDeleted({ id: 'root_1', name: null }),
    'key.delete',
    'Deleted root key root_1',
    [{ type: 'rootKey', id: 'root_1' }],
  ],

  [identityCreated(identity), 'identity.create', 'Created identity id_1.', [identityTarget]],
  [identityUpdated(identity), 'identity.update', 'Updated identity id_1', [identityTarget]],
  [identityDeleted(identity), 'identity.delete', 'Deleted identity id_1.', [identityTarget]],

  [
    workspaceCreated({ id: 'ws_1', name: 'Default' }),
    'workspace.create',
    'Created workspace ws_1',
    [{ type: 'workspace', id: 'ws_1', name: 'Default' }],
  ],
  [
    workspaceDeleted({ id: 'ws_1', name: 'Default' }),
    'workspace.delete',
    'Deleted workspace ws_1',
    [{ type: 'workspace', id: 'ws_1', name: 'Default' }],
  ],
  [
    workspaceUpdated({ id: 'ws_1', name: 'Default' }, { name: 'Default' }, { name: 'Old' }),
    'workspace.update',
    'Updated workspace ws_1',
    [
      {
        type: 'workspace',
        id: 'ws_1',
        name: 'Default',
        meta: { name: 'Default', before: { name: 'Old' } },
      },
    ],
  ],
  [
    keyMigrationCreated({ id: 'mig_1', name: 'Old keys', algorithm: 'sha256' }),
    'keyMigration.create',
    'Created key migration mig_1',
    [{ type: 'keyMigration', id: 'mig_1', name: 'Old keys', meta: { algorithm: 'sha256' } }],
  ],

  [
    namespaces.namespaceCreated(namespace),
    'ratelimitNamespace.create',
    'Created ratelimit namespace sign-in',
    [namespaceTarget],
  ],
  [
    namespaces.namespaceDeleted(namespace),
    'ratelimitNamespace.delete',
    'Deleted rlns_1',
    [namespaceTarget],
  ],
  [
    namespaces.overrideSet(override, namespace),
    'ratelimit.set_override',
    'Set ratelimit override for rlns_1 and user_*',
    [overrideTarget],
  ],
  [
    namespaces.overrideDeleted(override, namespace),
    'ratelimit.delete_override',
    'Deleted override rlor_1.',
    [overrideTarget, namespaceTarget],
  ],

  [
    permissions.permissionCreated(described),
    'permission.create',
    'Created perm_1',
    [{ ...permissionTarget, meta: { name: 'Read', slug: 'docs.read', description: 'Reads.' } }],
  ],
  [
    permissions.missingPermissionCreated(permission),
    'permission.create',
    'Created docs.read (perm_1)',
    [{ ...permissionTarget, meta: { name: 'Read', slug: 'docs.read' } }],
  ],
  [
    permissions.missingPermissionCreatedForRole(permission),
    'permission.create',
    'Created docs.read (perm_1)',
    [permissionTarget],
  ],
  [
    permissions.permissionUpdated(described),
    'permission.update',
    'Updated perm_1',
    [{ ...permissionTarget, meta: { name: 'Read', slug: 'docs.read', description: 'Reads.' } }],
  ],
  [
    permissions.permissionDeleted(permission),
    'permission.delete',
    'Deleted perm_1',
    [{ ...permissionTarget, meta: { name: 'Read', slug: 'docs.read' } }],
  ],

  [
    roleCreated(role),
    'role.create',
    'Created role_1',
    [{ ...roleTarget, meta: { name: 'editor', description: 'Edits.' } }],
  ],
  [
    roleUpdated(role),
    'role.update',
    'Updated role_1',
    [{ ...roleTarget, meta: { name: 'editor', description: 'Edits.' } }],
  ],
  [
    roleDeleted(plain),
    'role.delete',
    'Deleted role_1',
    [{ ...roleTarget, meta: { name: 'editor' } }],
  ],
];

describe('audit events', () => {
  it.each(CASES.map(inOneForm))('$event: $description', ({ built, ...expected }) => {
    expect(built).toEqual(expected);
  });

  it('of rate limits are one for each limit that the identity lost, kept or got, in this order', () => {
    const changes = {
      created: [{ id: 'rl_a', name: 'a' }],
      updated: [{ id: 'rl_b', name: 'b' }],
      deleted: [{ id: 'rl_c', name: 'c' }],
    };
    expect(identityRateLimitsChanged(identity, changes)).toEqual([
      {
        event: 'ratelimit.delete',
        description: 'Deleted ratelimit rl_c',
        targets: [identityTarget, { type: 'ratelimit', id: 'rl_c', name: 'c' }],
      },
      {
        event: 'ratelimit.update',
        description: 'Updated ratelimit rl_b',
        targets: [identityTarget, { type: 'ratelimit', id: 'rl_b', name: 'b' }],
      },
      {
        event: 'ratelimit.create',
        description: 'Created ratelimit rl_a',
        targets: [identityTarget, { type: 'ratelimit', id: 'rl_a', name: 'a' }],
      },
    ]);
  });
});
