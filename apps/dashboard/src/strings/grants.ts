import type { ACTIONS } from '@unlatch/contract/rights/actions';

type Actions = typeof ACTIONS;
export type GrantType = keyof Actions;

/** What each action lets its holder do, as the end of "It can …". */
export const ACTION_WORDS: {
  readonly [Type in GrantType]: Readonly<Record<Actions[Type][number], string>>;
} = {
  api: {
    create_api: 'create APIs',
    read_api: 'see APIs and their settings',
    update_api: 'change settings of APIs',
    delete_api: 'delete APIs with all their keys',
    create_key: 'create keys',
    read_key: 'see keys',
    update_key: 'change keys, their limits and credits',
    delete_key: 'delete keys',
    verify_key: 'verify keys',
    encrypt_key: 'create recoverable keys',
    decrypt_key: 'show the text of recoverable keys',
    read_analytics: 'read analytics of verifications',
  },
  ratelimit: {
    create_namespace: 'create namespaces',
    read_namespace: 'see namespaces',
    update_namespace: 'change namespaces',
    delete_namespace: 'delete namespaces',
    limit: 'check limits',
    set_override: 'set overrides',
    read_override: 'see an override',
    delete_override: 'delete overrides',
    list_overrides: 'list overrides',
    read_analytics: 'read analytics of limit checks',
  },
  identity: {
    create_identity: 'create identities',
    read_identity: 'see identities',
    update_identity: 'change identities and their limits',
    delete_identity: 'delete identities',
  },
  rbac: {
    create_permission: 'create permissions',
    read_permission: 'see permissions',
    update_permission: 'change permissions',
    delete_permission: 'delete permissions',
    create_role: 'create roles',
    read_role: 'see roles',
    update_role: 'change roles',
    delete_role: 'delete roles',
    add_permission_to_role: 'add permissions to roles',
    remove_permission_from_role: 'remove permissions from roles',
    add_permission_to_key: 'give permissions to keys',
    remove_permission_from_key: 'take permissions from keys',
    add_role_to_key: 'give roles to keys',
    remove_role_from_key: 'take roles from keys',
  },
  migration: {
    create_migration: 'create imports of keys',
    read_migration: 'see imports of keys',
  },
  audit_log: { read_audit_log: 'read the audit log and the log of requests' },
  workspace: {
    read_workspace: 'see settings, limits and usage of the workspace',
    update_workspace: 'change settings of the workspace',
  },
  team: {
    read_member: 'see members',
    update_member: 'change roles of members',
    remove_member: 'remove members',
    manage_owners: 'make, change and remove owners',
    create_invitation: 'invite people',
    read_invitation: 'see invitations',
    delete_invitation: 'take invitations back',
    create_role: 'create roles of members',
    read_role: 'see roles of members',
    update_role: 'change roles of members',
    delete_role: 'delete roles of members',
  },
  project: {
    read_gateway_requests: 'read requests of gateways in SQL',
    read_runtime_logs: 'read logs of programs in SQL',
  },
};

export type RootKeyAction = 'read' | 'write' | 'delete';

/** Rights on root keys have another form on the wire. */
export const ROOT_KEY_WORDS: Readonly<Record<RootKeyAction, string>> = {
  read: 'see root keys',
  write: 'create, change and reroll root keys',
  delete: 'delete root keys',
};

export const GRANT_WORDS = {
  types: {
    api: 'APIs and keys',
    ratelimit: 'Rate limits',
    identity: 'Identities',
    rbac: 'Roles and permissions of keys',
    migration: 'Imports',
    audit_log: 'Logs',
    workspace: 'Workspace',
    team: 'Team',
    rootKeys: 'Root keys',
    project: 'Gateways and programs',
  } satisfies Record<GrantType | 'rootKeys', string>,
  label: 'Permissions',
  search: 'Search permissions',
  nothingFound: 'No permission has these words.',
  presets: 'Start from',
  presetNames: {
    verify: 'Verify only',
    keys: 'Manage keys',
    read: 'Read everything',
    all: 'Everything that I may do',
    none: 'Nothing',
  },
  scope: 'On',
  allOf: { api: 'all APIs', ratelimit: 'all namespaces' },
  on: (name: string) => `on ${name}`,
  summary: 'It can',
  nothing: 'It can do nothing yet.',
  chosen: (count: number) => (count === 1 ? '1 permission' : `${count} permissions`),
  everything: 'do everything in the workspace that has this newer form',
  other: 'Other permissions',
  remove: (grant: string) => `Remove ${grant}`,
  alsoElsewhere: (count: number) => `and ${count} on single ones`,
  notHeld: 'You do not hold this permission, so you cannot give it.',
} as const;
