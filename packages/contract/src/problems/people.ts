import type { ProblemKind } from './problem-kind.js';

/** What can be wrong with a person who logs in, with a session, or with a link. Only at `/ui/rpc`. */
export const PEOPLE_PROBLEMS = {
  'unlatch/session/missing': {
    status: 401,
    title: 'Unauthorized',
    meaning:
      'The request comes without a session, or its session has ended, has been revoked, or has a new token since.',
    remedy: 'Log in again. A page in a second tab may only have to ask login.getStatus once more.',
  },
  'unlatch/session/second_factor_needed': {
    status: 401,
    title: 'Unauthorized',
    meaning: 'The password was right, but the account has a second factor, which is still missing.',
    remedy: 'Confirm the second factor with login.confirmTotp, or log in again.',
  },
  'unlatch/session/wrong_credentials': {
    status: 401,
    title: 'Unauthorized',
    meaning:
      'The e-mail address or what proves it is wrong. The answer is the same for an address without an account.',
    remedy:
      'Check the address and the password. An operator who has lost access finds help in docs/dashboard/logging-in.md.',
  },
  'unlatch/session/csrf': {
    status: 403,
    title: 'Forbidden',
    meaning:
      'The request does not come from a page of this installation, or lacks the token of its session in the header x-csrf.',
    remedy:
      'Open the dashboard at its own address. Programs use a root key at /v2. A page whose session has a new token asks login.getStatus for the new x-csrf.',
  },
  'unlatch/session/step_up_needed': {
    status: 403,
    title: 'Forbidden',
    meaning: 'The act is dangerous, and the person has not confirmed the identity recently.',
    remedy: 'Confirm it with account.confirmIdentity, then repeat the request within ten minutes.',
  },
  'unlatch/session/insecure_connection': {
    status: 403,
    title: 'Forbidden',
    meaning:
      'The page was opened over plain HTTP at an address that is not this machine, so everyone on the way could read the password.',
    remedy:
      'Open the dashboard over https. If a proxy ends TLS, set PUBLIC_URL and TRUSTED_PROXIES. ALLOW_INSECURE_LOGIN=true permits it anyway.',
  },
  'unlatch/session/too_many_attempts': {
    status: 429,
    title: 'Too Many Requests',
    meaning: 'There were too many failed attempts for this account, or from this address.',
    remedy:
      'Wait for the number of seconds in the Retry-After header. The operator can end the wait with unlatch admin unlock.',
  },
  'unlatch/session/rate_limited': {
    status: 429,
    title: 'Too Many Requests',
    meaning: 'The session has used up its number of requests per minute.',
    remedy: 'Wait for the number of seconds in the Retry-After header, then repeat the request.',
  },
  'unlatch/link/used_or_expired': {
    status: 410,
    title: 'Resource Gone',
    meaning: 'The link is unknown, was used before, or is too old.',
    remedy:
      'Ask for a new link. The operator gets a link for the first person with unlatch admin setup-link.',
  },
  'unlatch/workspace/not_a_member': {
    status: 403,
    title: 'Forbidden',
    meaning: 'The person belongs to no workspace with this id.',
    remedy:
      'Send the id of one of your workspaces in the header X-Unlatch-Workspace. login.getStatus lists them.',
  },
  'unlatch/workspace/too_many': {
    status: 403,
    title: 'Quota Exceeded',
    meaning: 'The person belongs to as many workspaces as a person may.',
    remedy: 'Leave a workspace first, or use another account.',
  },
} as const satisfies Record<string, ProblemKind>;
