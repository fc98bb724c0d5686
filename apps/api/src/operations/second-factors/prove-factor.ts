import { hashRecoveryCode } from '../../engine/people/recovery-codes.js';
import { stepOfCode } from '../../engine/people/totp.js';
import type { PeopleVault } from '../../engine/vault/people-vault.js';
import type { Clock } from '../../lib/clock/clock.js';
import type { Db, Tx } from '../../store/database/database.js';
import {
  claimTotpStep,
  findTotp,
  hasRecoveryCode,
  useUpRecoveryCode,
} from '../../store/second-factors/totps.js';

/** What a person has typed in to show the second factor. */
export type TypedFactor =
  | { readonly code: string; readonly recoveryCode?: undefined }
  | { readonly recoveryCode: string; readonly code?: undefined };

/**
 * A code that is right, and was not used when it was looked at. It counts once `claimFactor` has
 * used it up, in the transaction of what it permits. Of several requests at once, one succeeds.
 */
export type FactorProof =
  | { readonly kind: 'totp'; readonly step: number }
  | { readonly kind: 'recovery code'; readonly hash: string };

interface FactorDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly people: { readonly vault: PeopleVault };
}

/** `undefined`: it is wrong, was used before, or the person has no authenticator app. */
export async function findFactorProof(
  deps: FactorDeps,
  userId: string,
  typed: TypedFactor,
): Promise<FactorProof | undefined> {
  const { db, clock } = deps;
  const totp = await findTotp(db, userId);
  if (totp === undefined || totp.secret === null) return undefined;
  if (typed.code === undefined) {
    const hash = hashRecoveryCode(typed.recoveryCode);
    const isKnown = await hasRecoveryCode(db, { userId, hash });
    return isKnown ? { kind: 'recovery code', hash } : undefined;
  }
  const secret = await deps.people.vault.open(db, totp.secret, totpPlace(userId));
  const step = stepOfCode(secret, { code: typed.code, nowMs: clock.nowMs() });
  return step === null || step <= totp.lastStep ? undefined : { kind: 'totp', step };
}

/** False: another request has used it up. */
export async function claimFactor(tx: Tx, userId: string, proof: FactorProof): Promise<boolean> {
  return proof.kind === 'totp'
    ? claimTotpStep(tx, { userId, step: proof.step })
    : useUpRecoveryCode(tx, { userId, hash: proof.hash });
}

/** What the secret of an app is bound to. */
export function totpPlace(userId: string): string {
  return `unlatch/totp/${userId}`;
}
