import type { StatusCause } from '../features/keys/status.js';

/** What the pages about keys say. */
export const KEY_WORDS = {
  fields: {
    name: 'Name',
    nameHint: 'For people. Nothing depends on it.',
    owner: 'Owner',
    ownerHint: 'Your id of the user. Keys of one owner share its limits and metadata.',
    ownerPlaceholder: 'Search identities, or type a new id',
    ownerNone: 'No owner',
    prefix: 'Prefix',
    prefixHint: (usual: string | undefined) =>
      usual === undefined
        ? 'Text before the key, such as prod. Without one, the key has none.'
        : `Text before the key. Left empty, it is ${usual}, as the API says.`,
    byteLength: 'Random bytes',
    byteLengthHint: (usual: number) => `16 to 255. Left empty, there are ${usual}.`,
    enabled: 'The key may be used',
    recoverable: 'The key can be shown again',
    recoverableHint:
      'An encrypted copy is kept. Without it, the key is shown once and never again.',
    recoverableOff: 'The settings of the API do not allow it.',
    meta: 'Metadata',
    metaHint: 'A JSON object of yours. Each verification answers with it.',
    metaFault: 'This is no JSON object, such as {"plan": "pro"}.',
    expires: 'Expires',
    expiresAt: 'Day and time',
    expiresAtHint: (zone: 'local' | 'UTC') => (zone === 'UTC' ? 'In UTC.' : 'In your time zone.'),
    roles: 'Roles',
    rolesHint: 'The key holds every permission of its roles.',
    rolesPlaceholder: 'Search roles',
    permissions: 'Permissions',
    permissionsHint: 'Held by the key itself, beside those of its roles.',
    permissionsPlaceholder: 'Search permissions, or type a new one',
    removeName: (name: string) => `Remove ${name}`,
  },
  expiry: {
    never: 'Never',
    days: (days: number) => (days === 1 ? 'In 1 day' : `In ${days} days`),
    custom: 'At a day and time',
  },
  limits: {
    title: 'Rate limits',
    summary: 'How much the key may be used within a window of time.',
  },
  credits: {
    title: 'Credits',
    summary: 'A number of uses. Each verification spends one, unless it says otherwise.',
    limited: 'Limit the number of uses',
    remaining: 'Credits',
    interval: 'Refill',
    intervals: { none: 'Never', daily: 'Every day', monthly: 'Every month' },
    amount: 'Refill to',
    refillDay: 'On day',
    refillDayHint: 'A shorter month is refilled on its last day.',
    next: 'Next refill',
    faults: { noRemaining: 'How many?', noAmount: 'At least 1.', noDay: 'A day from 1 to 31.' },
  },
  status: {
    active: 'Active',
    disabled: 'Disabled',
    expired: 'Expired',
    exhausted: 'Out of credits',
    expiresSoon: 'Expires soon',
    creditsLow: 'Few credits',
    oftenLimited: 'Often rate limited',
    oftenRefused: 'Often refused',
    more: (count: number) => `+${count}`,
  } satisfies Record<StatusCause | 'active', string> & { more: (count: number) => string },
} as const;

/** What the form for a new key says. */
export const CREATE_KEY_WORDS = {
  title: 'Create a key',
  summary: 'Everything has a sensible default. Most keys need a name and an owner.',
  general: 'General',
  access: 'Roles and permissions',
  accessHint: 'What the key may do. A verification can ask for permissions.',
  more: 'Prefix, length, metadata',
  action: 'Create key',
  busy: 'Creating…',
  cancel: 'Cancel',
  copyAs: 'The same as a program',
  incomplete: 'Something is half written. It is marked above.',
  secret: 'The new key',
} as const;

/** What the page of one key says. */
export const KEY_PAGE_WORDS = {
  missing: {
    title: 'There is no such key',
    why: (id: string) => `${id} does not exist, was deleted, or is not one that you may see.`,
    back: 'All APIs',
  },
  tabs: { label: 'About the key', usage: 'Usage', settings: 'Settings' },
  backToKeys: (api: string) => `Keys of ${api}`,
  copyId: 'Copy the key id',
  enable: 'Enable',
  disable: 'Disable',
  reroll: 'Rotate',
  remove: 'Delete',
  facts: {
    owner: 'Owner',
    credits: 'Credits',
    unlimited: 'Unlimited',
    refill: (amount: string, interval: 'daily' | 'monthly', day: number) =>
      interval === 'daily'
        ? `Refilled to ${amount} every day at 00:00 UTC`
        : `Refilled to ${amount} on day ${day} of each month at 00:00 UTC`,
    lastUsed: 'Last used',
    created: 'Created',
    changed: 'Changed',
    expires: 'Expires',
    never: 'Never',
    limits: 'Limits',
    limit: (limit: string, duration: string) => `${limit} in ${duration}`,
    always: 'always',
    permissions: 'Permissions',
    roles: 'Roles',
    none: 'None',
  },
  usage: {
    title: (total: string, share: string) => `${total} checks, ${share} refused`,
    loading: 'Checks',
    outcome: 'Outcome',
    anyOutcome: 'Any outcome',
    events: 'Recent checks',
    eventsHint:
      'A check appears some seconds after it was answered. Open one to see why it ended so.',
    columns: {
      time: 'Time',
      outcome: 'Outcome',
      credits: 'Credits',
      latency: 'In the service',
      tags: 'Tags',
      request: 'Request',
    },
    empty: 'No checks in this time',
    emptyHint:
      'This command makes one. THE_KEY stands for the key itself, which only its owner has.',
    live: 'Live',
    liveOff: 'Stop',
    pausedBy: (count: string) => `Paused, ${count} wait`,
    skipped: (count: string) => `${count} or more skipped`,
    waiting: 'Waiting for the next check…',
  },
  settings: {
    save: 'Save',
    saving: 'Saving…',
    saved: 'Saved. It holds at once.',
    unchanged: 'Nothing is changed.',
    general: 'General',
    credits: 'Credits',
    creditsHint: 'Saving sets the balance to this number, whatever was spent since it was read.',
    limits: 'Rate limits',
    limitsHint: 'A limit that keeps its name keeps its count.',
    roles: 'Roles',
    permissions: 'Permissions',
    permissionsHint:
      'Held by the key itself. Those that it has through roles are changed with the roles.',
    through: 'Through roles',
    danger: 'Rotate or delete',
    dangerHint: 'Rotating gives a new key and a time to put it in place. Deleting ends the key.',
  },
} as const;
