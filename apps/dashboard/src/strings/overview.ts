import type { AttentionKind } from '../features/overview/attention.js';

export const OVERVIEW_WORDS = {
  title: 'Overview',
  verifications: 'Verifications',
  refused: 'Refused',
  activeKeys: 'Active keys',
  activeKeysNote: 'with at least one verification',
  latency: 'Time to verify',
  latencyNote: 'p99, inside of the service',
  latencyAverage: 'on average, inside of the service',
  chart: (all: string, share: string) => `${all} verifications, ${share} refused`,
  chartEmpty: 'No verifications in this time',
  causes: 'Why keys were refused',
  noCauses: 'No key was refused in this time.',
  topUsers: 'Who used most',
  noUsers: 'No key with an owner was verified in this time.',
  noOwner: 'Keys without an owner',
  attention: 'What needs attention',
  nothing: 'Nothing needs attention.',
  kinds: {
    exhausted: (count: number) => `${keys(count)} out of credits`,
    expiring: (count: number) =>
      `${keys(count)} ${count === 1 ? 'expires' : 'expire'} within 7 days`,
    unused: (count: number) => `${keys(count)} not used for 30 days`,
  } satisfies Record<AttentionKind, (count: number) => string>,
  atLeast: (words: string) => `At least ${words}`,
  moreApis: (count: number) => (count === 1 ? 'and 1 more API' : `and ${count} more APIs`),
  spike: (share: string, usual: string) =>
    `${share} of verifications were refused instead of ${usual}, in the hour from`,
  showSpike: 'Look at it',
} as const;

export const ONBOARDING_WORDS = {
  title: 'First steps',
  summary: 'An API, a key, and a first verification. It takes a minute.',
  api: {
    title: 'Create an API',
    text: 'An API is what your keys are for, such as a product or an environment of it.',
    name: 'Name of the API',
    action: 'Create API',
    busy: 'Creating…',
    done: (name: string) => `API ${name} is there`,
    usualName: 'My API',
  },
  key: {
    title: 'Create a key',
    text: 'A key is what you give to a customer or a program. This one is for trying out.',
    action: 'Create key',
    busy: 'Creating…',
    done: 'Key created. It is shown only here and now',
    lost: 'The key that was created is not shown again. Create another one to go on.',
  },
  verify: {
    title: 'Verify it',
    text: 'This is what your own service does for each request that comes with a key.',
    action: 'Verify key',
    busy: 'Verifying…',
    command: 'The same from a shell',
    commandHint: 'It needs a root key in UNLATCH_ROOT_KEY:',
    rootKeys: 'create a root key',
    waiting: 'Waiting for the first verification…',
    done: 'The key is valid. This was the first verification',
  },
  leave: 'Skip to the overview',
  leaveDone: 'Open the overview',
  next: 'What next',
  links: {
    keys: 'Give keys limits, credits and an expiry',
    rootKeys: 'Create a root key for your service',
    team: 'Invite others',
  },
} as const;

function keys(count: number): string {
  return count === 1 ? '1 key' : `${count.toLocaleString('en')} keys`;
}
