import { setUp } from '../../operations/installation/set-up.js';
import type { Db } from '../../store/database/database.js';
import type { Step } from '../start-in-order.js';
import type { Basics } from './basics.js';

interface RootKeyParts {
  /** Set only if this start has generated it. It is shown to the operator, then forgotten. */
  readonly newRootKey: string | undefined;
}

/**
 * Gives an empty database its workspace and its root key. Of several processes, the first one does
 * this.
 */
export const rootKey: Step<Pick<Basics, 'config' | 'clock'> & { readonly db: Db }, RootKeyParts> = {
  name: 'root_key',
  start: async ({ config, clock, db }) => ({
    newRootKey: await setUp({ db, clock }, config.rootKey),
  }),
};
