import { makeFirstLink } from '../../operations/people/setup-links.js';
import type { Db } from '../../store/database/database.js';
import type { Step } from '../start-in-order.js';
import type { Basics } from './basics.js';

export interface SetupLinkParts {
  /** Shown to the operator, then forgotten. `undefined`: there are people, or the primary shows it. */
  readonly setupToken: string | undefined;
}

type Needs = Pick<Basics, 'clock'> & { readonly db: Db };

/** For the process that has the terminal. */
export const setupLink: Step<Needs, SetupLinkParts> = {
  name: 'setup_link',
  start: async ({ db, clock }) => ({ setupToken: await makeFirstLink({ db, clock }) }),
};

/** The same in a process that may be one of several: their primary has made the link already. */
export const ownSetupLink: Step<Needs & Pick<Basics, 'config'>, SetupLinkParts> = {
  name: 'setup_link',
  start: async ({ config, ...given }) =>
    config.workers > 1 ? { setupToken: undefined } : setupLink.start(given),
};
