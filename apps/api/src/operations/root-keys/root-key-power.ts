import { mayGrant, type RootKeyPower } from '../../domain/authorization/may-grant.js';
import { rootKeyNotFound } from '../../domain/not-found.js';
import { Problem } from '../../domain/problems.js';
import type { Tx } from '../../store/database/database.js';
import { type LockedRootKey, lockLiveRootKeys } from '../../store/root-keys/root-keys.js';

interface Caller {
  readonly workspaceId: string;
  readonly rootKeyId: string;
}

/**
 * The calling root key as it is now, which may be less than what it was authenticated as, and it
 * stays so until the transaction ends. Without the lock, two root keys could take each other's
 * power at the same moment, and none be left that has it.
 */
export async function lockCaller(tx: Tx, caller: Caller, nowMs: number): Promise<LockedRootKey> {
  const { workspaceId, rootKeyId } = caller;
  const locked = await lockLiveRootKeys(tx, { workspaceId, ids: [rootKeyId] });
  return requireUsable(locked.get(rootKeyId), nowMs);
}

/** The same, with the root key that the call is about; that may be the calling one. */
export async function lockCallerAndTarget(
  tx: Tx,
  caller: Caller,
  { rootKeyId, nowMs }: { rootKeyId: string; nowMs: number },
): Promise<{ holder: LockedRootKey; target: LockedRootKey }> {
  const ids = [caller.rootKeyId, rootKeyId];
  const locked = await lockLiveRootKeys(tx, { workspaceId: caller.workspaceId, ids });
  const holder = requireUsable(locked.get(caller.rootKeyId), nowMs);
  const target = locked.get(rootKeyId);
  if (target === undefined) throw rootKeyNotFound();
  return { holder, target };
}

/** Refuses unless the root key may give this power to another one, or take it. */
export function requirePower(holder: RootKeyPower, power: RootKeyPower): void {
  const decision = mayGrant(holder, power);
  if (decision.granted) return;
  if (decision.missing === 'permission') {
    throw new Problem(
      'unkey/authorization/insufficient_permissions',
      `Missing permission: '${decision.permission}'`,
    );
  }
  const expiry = new Date(holder.expiresAtMs ?? 0).toISOString();
  throw new Problem(
    'unkey/authorization/forbidden',
    `This root key expires at ${expiry}, so it may only act on root keys that expire no later.`,
  );
}

/** A root key that changed its own power could leave nobody who has it. */
export function wouldLockItselfOut(): Problem {
  return new Problem(
    'unkey/application/protected_resource',
    'A root key cannot delete, disable or restrict itself. Use another root key.',
  );
}

function requireUsable(holder: LockedRootKey | undefined, nowMs: number): LockedRootKey {
  const isUsable =
    holder?.enabled === true && (holder.expiresAtMs === null || nowMs <= holder.expiresAtMs);
  if (isUsable) return holder;
  throw new Problem(
    'unkey/authorization/forbidden',
    'This root key has just been deleted or disabled, or has expired.',
  );
}
