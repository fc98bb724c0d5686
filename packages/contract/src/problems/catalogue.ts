import { ANALYTICS_PROBLEMS } from './analytics.js';
import { APPLICATION_PROBLEMS } from './application.js';
import { CREDENTIAL_PROBLEMS } from './credentials.js';
import { DATA_PROBLEMS } from './data.js';
import { PEOPLE_PROBLEMS } from './people.js';
import { REQUEST_PROBLEMS } from './requests.js';
import { TEAM_PROBLEMS } from './team.js';

/**
 * The closed list of everything that can go wrong from a client's point of view.
 *
 * A code is the address of its own documentation page, `/docs/errors/<code>`. The page is made from
 * `meaning` and `remedy`.
 */
export const PROBLEMS = {
  ...APPLICATION_PROBLEMS,
  ...CREDENTIAL_PROBLEMS,
  ...DATA_PROBLEMS,
  ...REQUEST_PROBLEMS,
  ...ANALYTICS_PROBLEMS,
  ...PEOPLE_PROBLEMS,
  ...TEAM_PROBLEMS,
} as const;

export type ProblemCode = keyof typeof PROBLEMS;
