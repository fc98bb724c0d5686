/** The words around all pages. */
export const FRAME = {
  skip: 'Skip to the content',
  navigation: 'Pages of the workspace',
  openNavigation: 'Open the navigation',
  closeNavigation: 'Close the navigation',
  search: 'Find or do something',
  account: 'Account and settings of this browser',
  workspace: 'Change the workspace',
  notFound: 'There is no such page',
  notFoundWhy:
    'The address may have been copied in part, what it shows may have been deleted, or you are not a member of its workspace.',
  toStart: 'To the start',
  theme: 'Theme',
  themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
  zone: 'Times',
  zones: { local: 'In local time', UTC: 'In UTC' },
  profile: 'Profile',
  security: 'Security',
  sessions: 'Sessions',
  workspaces: 'Workspaces',
  allWorkspaces: 'Create or leave a workspace',
  back: 'Back to the workspace',
  logOut: 'Log out',
  reference: 'API reference',
  keys: 'Keyboard',
} as const;

/** The navigation, in groups. */
export const PAGES = {
  overview: 'Overview',
  apis: 'APIs',
  identities: 'Identities',
  verify: 'Verify',
  roles: 'Roles',
  permissions: 'Permissions',
  limits: 'Rate limits',
  analytics: 'Analytics',
  requests: 'API requests',
  audit: 'Audit log',
  rootKeys: 'Root keys',
  settings: 'Settings',
} as const;
