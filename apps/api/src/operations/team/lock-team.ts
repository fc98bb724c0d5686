import type { GrantingPower } from '../../domain/authorization/may-grant.js';
import type { Caller } from '../../domain/caller/caller.js';
import type { Tx } from '../../store/database/database.js';
import { lockWorkspace } from '../../store/workspaces/workspaces.js';
import { lockPower } from '../root-keys/root-key-power.js';

/** A caller with the rights that it has while the team is locked. */
interface LockedCaller {
  readonly caller: Caller;
  readonly power: GrantingPower;
}

/**
 * Makes changes of the team of a workspace wait for each other, and reads the rights of the caller
 * again.
 *
 * Without it, two owners who remove each other at the same moment would leave none. And a person who
 * has lost a right a moment ago could still use it. The row of the workspace is always locked first,
 * so two changes cannot deadlock.
 */
export async function lockTeam(tx: Tx, caller: Caller, nowMs: number): Promise<LockedCaller> {
  await lockWorkspace(tx, caller.workspaceId);
  const power = await lockPower(tx, caller, nowMs);
  return { caller: { ...caller, grants: power.grants }, power };
}
