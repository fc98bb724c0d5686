/** The groups of the API, in the order of the reference page, each with a description. */
export const TAGS = {
  apis: 'An API is a space that keys belong to. Its keys share its settings.',
  keys: 'Issue keys, verify them on every request, and change or delete them.',
  migrations: 'Prepare the import of keys that another system has issued.',
  identities: 'An identity is a user or an organisation of yours: the owner of keys.',
  ratelimit: 'Limit the rate of anything, in namespaces with overrides for single identifiers.',
  permissions: 'Permissions and roles that keys can have. A verification can ask for permissions.',
  rootKeys: 'Root keys call these operations. Each holds the permissions that it was given.',
  workspace: 'The workspace of the caller: its settings, what it may have, and what it has used.',
  team: 'The people of the workspace: members with their roles, and invitations.',
  auditLogs: 'Who changed what, and when.',
  analytics:
    'Who used what: verifications and limit checks, in charts, lists and SQL. And which requests came.',
} as const satisfies Record<string, string>;

/** The groups that only the pages of people call: see `PEOPLE_OPERATIONS`. */
export const PEOPLE_TAGS = {
  login: 'Log in to the dashboard, and out.',
  account: 'The own account of a person: its password, second factors and sessions.',
} as const satisfies Record<string, string>;
