import { keyNotFound } from '../../domain/not-found.js';
import type { Clock } from '../../lib/clock/clock.js';
import { settleRefills } from '../../store/credits/refills.js';
import type { Tx } from '../../store/database/database.js';
import { type KeyWithState, readKeyState } from '../../store/keys/key-state.js';
import { lockLiveKey } from '../../store/keys/keys.js';

/** The ids that a right on a key can name. */
export interface KeyIds {
  readonly apiId: string;
  readonly keySpaceId: string;
  readonly keyId: string;
}

interface LockedKeyState {
  readonly key: KeyWithState;
  /** Read while the lock is held, so that the times of changes of one key follow their order. */
  readonly nowMs: number;
}

/**
 * A key that no other transaction changes, spends from or refills before this one ends. Its credits
 * are those of this moment: a refill that is due has happened before the change that follows.
 */
export async function lockKeyState(
  tx: Tx,
  { clock }: { readonly clock: Clock },
  wanted: {
    readonly workspaceId: string;
    readonly keyId: string;
    /** Throws if the caller may not carry out the change. */
    readonly authorize: (key: KeyIds) => void;
  },
): Promise<LockedKeyState> {
  const { workspaceId, keyId } = wanted;
  const locked = await lockLiveKey(tx, { workspaceId, keyId });
  if (locked === undefined) throw keyNotFound();
  const { apiId, keySpaceId } = locked;
  wanted.authorize({ apiId, keySpaceId, keyId });
  const nowMs = clock.nowMs();
  await settleRefills(tx, [{ workspaceId, keyId }], { nowMs });
  return { key: await readKeyState(tx, { workspaceId, keyId }), nowMs };
}
