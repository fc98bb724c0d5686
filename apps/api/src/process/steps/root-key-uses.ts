import { RootKeyUses } from '../../engine/root-keys/root-key-uses.js';
import type { Db } from '../../store/database/database.js';
import { storeRootKeyUses } from '../../store/root-keys/root-keys.js';
import type { Step } from '../start-in-order.js';
import { STOP_TIMES } from '../stop-times.js';
import type { Basics } from './basics.js';

interface RootKeyUsesParts {
  /** It writes on its own only after a separate start; see the step `housekeeping`. */
  readonly rootKeyUses: RootKeyUses;
}

/** The last uses of root keys, on the way to the database. */
export const rootKeyUses: Step<Pick<Basics, 'log'> & { readonly db: Db }, RootKeyUsesParts> = {
  name: 'root_key_uses',
  start({ log, db }) {
    const uses = new RootKeyUses({
      write: (list) => storeRootKeyUses(db, list),
      onFailed: (err) => log.warn({ event: 'root_key_uses_not_written', err }),
    });
    return { rootKeyUses: uses };
  },
  stop: (given) => given.rootKeyUses.stop(),
  stopLimitMs: STOP_TIMES.databaseClientsMs,
  waitsForDatabase: true,
};
