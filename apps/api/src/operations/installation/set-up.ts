import type { Clock } from '../../lib/clock/clock.js';
import { sha256Base64 } from '../../lib/crypto/sha256.js';
import type { Db, Tx } from '../../store/database/database.js';
import { inTransaction } from '../../store/database/transaction.js';
import { findRootKeysByHash } from '../../store/root-keys/root-keys.js';
import { hasWorkspaces, lockSetup } from '../../store/workspaces/workspaces.js';
import { makeRootKey } from '../root-keys/issue-root-key.js';
import { insertWorkspaceWithRootKey } from './workspaces.js';

/**
 * How many characters of a root key that the operator chose are stored in the clear, to recognise
 * it by.
 */
const SHOWN_LENGTH = 4;

/** What became of the root key of the configuration. */
export type RootKeyUse =
  /** The database was empty, and got a root key that was generated. Only this call knows it. */
  | { readonly kind: 'generated'; readonly rootKey: string }
  /** The database was empty, and got the configured one. */
  | { readonly kind: 'taken' }
  /** The database has the configured one. */
  | { readonly kind: 'known' }
  /** The database has others, but not the configured one, which is ignored. */
  | { readonly kind: 'ignored' }
  /** None is configured, and the database has some. */
  | { readonly kind: 'none' };

/**
 * Gives an empty database its workspace and a root key that may do everything. A root key that the
 * operator chose is never repeated.
 */
export async function setUp(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  chosenRootKey: string | undefined,
): Promise<RootKeyUse> {
  return inTransaction(db, async (tx) => {
    await lockSetup(tx);
    if (await hasWorkspaces(tx)) return useOf(tx, chosenRootKey);
    const rootKey =
      chosenRootKey === undefined
        ? makeRootKey()
        : { key: chosenRootKey, start: chosenRootKey.slice(0, SHOWN_LENGTH), end: '' };
    const first = { name: 'Default', rootKey, actor: 'setup', nowMs: clock.nowMs() } as const;
    await insertWorkspaceWithRootKey(tx, first);
    if (chosenRootKey !== undefined) return { kind: 'taken' };
    return { kind: 'generated', rootKey: rootKey.key };
  });
}

async function useOf(tx: Tx, chosenRootKey: string | undefined): Promise<RootKeyUse> {
  if (chosenRootKey === undefined) return { kind: 'none' };
  const found = await findRootKeysByHash(tx, [sha256Base64(chosenRootKey)]);
  return { kind: found.length > 0 ? 'known' : 'ignored' };
}
