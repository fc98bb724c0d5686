import { KeyVault } from '../../engine/vault/key-vault.js';
import { checkMasterKeys } from '../../engine/vault/master-key-use.js';
import { PacedLines } from '../../lib/paced-lines.js';
import type { Db } from '../../store/database/database.js';
import type { Step } from '../start-in-order.js';
import type { Basics } from './basics.js';

interface KeyVaultParts {
  /** `undefined`: no master keys are configured, so no key is recoverable. */
  readonly keyVault: KeyVault | undefined;
}

/** Refuses master keys that do not fit the database. */
export const keyVault: Step<Pick<Basics, 'config' | 'log'> & { readonly db: Db }, KeyVaultParts> = {
  name: 'key_vault',
  async start({ config: { masterKeys }, log, db }) {
    if (masterKeys === undefined) return { keyVault: undefined };
    await checkMasterKeys(db, masterKeys);
    const lines = new PacedLines();
    const vault = new KeyVault({
      masterKeys,
      onUnreadable: (key, err) =>
        lines.add(err instanceof Error ? err.message : '', (count) =>
          log.error(
            { event: 'key_unreadable', ...key, count, err },
            'a recoverable key does not open',
          ),
        ),
    });
    return { keyVault: vault };
  },
};
