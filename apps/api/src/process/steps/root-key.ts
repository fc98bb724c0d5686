import { type RootKeyUse, setUp } from '../../operations/installation/set-up.js';
import type { Db } from '../../store/database/database.js';
import type { Step } from '../start-in-order.js';
import type { Basics } from './basics.js';

export interface RootKeyParts {
  /** What became of the configured root key. A new one is shown to the operator, then forgotten. */
  readonly rootKeyUse: RootKeyUse;
}

/**
 * Gives an empty database its workspace and its root key. Of several processes, the first one does
 * this.
 */
export const rootKey: Step<Pick<Basics, 'config' | 'clock'> & { readonly db: Db }, RootKeyParts> = {
  name: 'root_key',
  start: async ({ config, clock, db }) => ({
    rootKeyUse: await setUp({ db, clock }, config.rootKey),
  }),
};
