import { parseGrants } from '../../domain/authorization/grants.js';
import {
  type GrantingPower,
  lasts,
  mayGrant,
  type RootKeyPower,
} from '../../domain/authorization/may-grant.js';
import type { Caller, RootKeyCaller } from '../../domain/caller/caller.js';
import { rootKeyNotFound } from '../../domain/not-found.js';
import { permissionsOf } from '../../domain/people/roles.js';
import { Problem } from '../../domain/problems.js';
import type { Tx } from '../../store/database/database.js';
import { type LockedRootKey, lockLiveRootKeys } from '../../store/root-keys/root-keys.js';
import { lockMemberRole } from '../../store/team/members.js';
import type { RepeatableCall } from '../change/idempotency.js';

/**
 * What the caller may give to root keys, and to people.
 *
 * The row of a calling root key is read again and locked until the transaction ends, and so is the
 * role of a calling person. They may hold less than at authentication. Without that row lock, two
 * root keys could delete each other at the same moment, and none would be left.
 */
export async function lockPower(tx: Tx, caller: Caller, nowMs: number): Promise<GrantingPower> {
  if (caller.kind === 'user') return lockPowerOfMember(tx, caller);
  if (caller.kind !== 'rootKey') return powerOf(caller);
  const { workspaceId, id } = caller;
  const locked = await lockLiveRootKeys(tx, { workspaceId, ids: [id] });
  return powerOfLocked(locked.get(id), nowMs);
}

/** The same, with the root key that the call changes. That may be the calling one. */
export async function lockPowerAndTarget(
  tx: Tx,
  caller: Caller,
  { rootKeyId, nowMs }: { rootKeyId: string; nowMs: number },
): Promise<{ power: GrantingPower; target: LockedRootKey }> {
  // In one statement, so that all calls lock root keys in one order.
  const ids = caller.kind === 'rootKey' ? [caller.id, rootKeyId] : [rootKeyId];
  const locked = await lockLiveRootKeys(tx, { workspaceId: caller.workspaceId, ids });
  const power =
    caller.kind === 'rootKey'
      ? powerOfLocked(locked.get(caller.id), nowMs)
      : await lockPower(tx, caller, nowMs);
  const target = locked.get(rootKeyId);
  if (target === undefined) throw rootKeyNotFound();
  return { power, target };
}

/** Whether a call concerns the root key that makes it. */
export function isItself(caller: Caller, rootKeyId: string): boolean {
  return caller.kind === 'rootKey' && caller.id === rootKeyId;
}

/**
 * Refuses unless the holder may give this power to a root key. Repetitions of `call` are judged on
 * the same power.
 */
export function requirePower(
  call: Pick<RepeatableCall, 'judgements'>,
  holder: GrantingPower,
  { permissions, expiresAtMs }: RootKeyPower,
): void {
  const power = { permissions, expiresAtMs };
  call.judgements?.record({ kind: 'power', power });
  const decision = mayGrant(holder, power);
  if (decision.granted) return;
  if (decision.missing === 'permission') {
    throw new Problem(
      'unkey/authorization/insufficient_permissions',
      `Missing permission: '${decision.permission}'`,
    );
  }
  throw expiresEarlier(holder);
}

/** Refuses a root key that expires earlier than the one that it is to change. */
export function requireTime(
  holder: GrantingPower,
  target: Pick<RootKeyPower, 'expiresAtMs'>,
): void {
  if (!lasts(holder, target)) throw expiresEarlier(holder);
}

function expiresEarlier({ expiresAtMs }: GrantingPower): Problem {
  const expiry = new Date(expiresAtMs ?? 0).toISOString();
  return new Problem(
    'unkey/authorization/forbidden',
    `This root key expires at ${expiry}, so it may only act on root keys that expire no later.`,
  );
}

/** Whether the caller has this power, by what was known of it when the request arrived. */
export function hasPower(caller: Caller, power: RootKeyPower): boolean {
  const holder =
    caller.kind === 'rootKey'
      ? { grants: caller.grants, expiresAtMs: caller.expiresAtMs }
      : powerOf(caller);
  return mayGrant(holder, power).granted;
}

/** If a root key could change its own power, it could leave no root key that has that power. */
export function wouldLockItselfOut(): Problem {
  return new Problem(
    'unkey/application/protected_resource',
    'A root key cannot delete, disable or restrict itself. Use another root key.',
  );
}

async function lockPowerOfMember(
  tx: Tx,
  { workspaceId, id }: Extract<Caller, { kind: 'user' }>,
): Promise<GrantingPower> {
  const role = await lockMemberRole(tx, { workspaceId, userId: id });
  if (role !== undefined) {
    return { grants: parseGrants(permissionsOf(role, workspaceId)), expiresAtMs: null };
  }
  throw new Problem(
    'unkey/authorization/forbidden',
    'You have just been taken out of this workspace.',
  );
}

/** What was known of it when the request arrived. */
function powerOf(caller: Exclude<Caller, RootKeyCaller>): GrantingPower {
  switch (caller.kind) {
    case 'user':
    case 'system':
      return { grants: caller.grants, expiresAtMs: null };
    case 'portalUser':
      return NO_POWER;
  }
}

const NO_POWER: GrantingPower = { grants: parseGrants([]), expiresAtMs: null };

function powerOfLocked(rootKey: LockedRootKey | undefined, nowMs: number): GrantingPower {
  const isUsable =
    rootKey?.enabled === true && (rootKey.expiresAtMs === null || nowMs <= rootKey.expiresAtMs);
  if (isUsable) {
    return { grants: parseGrants(rootKey.permissions), expiresAtMs: rootKey.expiresAtMs };
  }
  throw new Problem(
    'unkey/authorization/forbidden',
    'This root key has just been deleted or disabled, or has expired.',
  );
}
