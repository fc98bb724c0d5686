import { authorize } from '../../domain/authorization/authorize.js';
import type { Grants } from '../../domain/authorization/grants.js';
import type { Requirement } from '../../domain/authorization/requirement.js';
import type { KeyScope } from '../../domain/authorization/requirements.js';
import { keyNotFound } from '../../domain/not-found.js';
import type { Clock } from '../../lib/clock/clock.js';
import { settleRefills } from '../../store/credits/refills.js';
import type { Tx } from '../../store/database/database.js';
import { type KeyWithState, readKeyState } from '../../store/keys/key-state.js';
import { lockLiveKey } from '../../store/keys/keys.js';

interface LockedKeyState {
  readonly key: KeyWithState;
  /** Read when the lock was held, so that changes of one key are dated in their order. */
  readonly nowMs: number;
}

/**
 * A key that nobody else changes, spends from or refills before the transaction ends, its credits
 * being what they are now: a refill that is due has happened before the change that follows.
 */
export async function lockKeyState(
  tx: Tx,
  { clock }: { readonly clock: Clock },
  wanted: {
    readonly caller: { readonly workspaceId: string; readonly grants: Grants };
    readonly keyId: string;
    readonly requirement: (scope: KeyScope) => Requirement;
  },
): Promise<LockedKeyState> {
  const { caller, keyId } = wanted;
  const { workspaceId } = caller;
  const locked = await lockLiveKey(tx, { workspaceId, keyId });
  if (locked === undefined) throw keyNotFound();
  const { apiId, keySpaceId } = locked;
  authorize(caller, wanted.requirement({ workspaceId, apiId, keySpaceId, keyId }));
  const nowMs = clock.nowMs();
  await settleRefills(tx, [{ workspaceId, keyId }], { nowMs });
  return { key: await readKeyState(tx, { workspaceId, keyId }), nowMs };
}
