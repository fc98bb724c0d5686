import { loginFailed } from '../../domain/audit/people.js';
import { isAuditedFailure } from '../../domain/people/attempts.js';
import { Problem } from '../../domain/problems.js';
import type { People } from '../../engine/people/people.js';
import { deviceIdOf } from '../../engine/people/tokens.js';
import { sha256Base64 } from '../../lib/crypto/sha256.js';
import { foldCase } from '../../lib/fold-case.js';
import { networkOf } from '../../lib/ip-address.js';
import {
  forgetAttempts,
  reserveAttempt,
  takeBackAttempt,
} from '../../store/people/login-attempts.js';
import type { User } from '../../store/people/users.js';
import {
  commitPersonChange,
  type PersonChangeDeps,
  type PersonOrigin,
} from './commit-person-change.js';

/**
 * Who may try to prove an identity, and when.
 *
 * A browser in which the person has logged in before has a budget of its own. All other attempts
 * count for the account and for the address that they come from. So an attacker can make the others
 * wait, but not the owner at the usual browser.
 *
 * Invariants:
 * 1. An attempt is counted before its secret is looked at, so many at once are not more than many
 *    in a row.
 * 2. An address without an account is treated as one with an account, here as well.
 */
interface Attempt {
  readonly email: string;
  readonly user: User | undefined;
  /** The cookie of the browser, perhaps forged. */
  readonly device: string | null;
  readonly origin: PersonOrigin;
  /**
   * A second factor. It has budgets of its own: with the password, an attacker could otherwise
   * renew the budget between two guesses of a code.
   */
  readonly isFactor?: boolean;
}

interface AttemptDeps extends PersonChangeDeps {
  readonly people: People;
}

/**
 * Runs `prove` within the budgets, and returns what it has found. `false` and `undefined`: the
 * identity is not proved. If it throws, the attempt was none.
 */
export async function attempt<Proof>(
  deps: AttemptDeps,
  tried: Attempt,
  prove: () => Promise<Proof>,
): Promise<Proof> {
  const { names, own } = budgetsOf(deps, tried);
  const reserved = await reserveAttempt(deps.db, { names, nowMs: deps.clock.nowMs() });
  if (reserved.kind === 'blocked') throw tooMany(reserved.untilMs - deps.clock.nowMs());
  const proof = await prove().catch(async (error: unknown) => {
    await takeBackAttempt(deps.db, names);
    throw error;
  });
  if (proof !== false && proof !== undefined) {
    // Not the failures of the address: one right password there says nothing of the others.
    await takeBackAttempt(deps.db, names);
    await forgetAttempts(deps.db, [own]);
  } else {
    auditFailure(deps, tried, reserved.failures);
  }
  return proof;
}

function budgetsOf({ people }: AttemptDeps, { email, user, device, origin, isFactor }: Attempt) {
  const id = user && deviceIdOf(people.secrets.device, user.id, device);
  const kind = isFactor === true ? ' factor' : '';
  if (user !== undefined && id !== undefined) {
    const own = `${deviceBudgets(user.id)}${id}${kind}`;
    return { names: [own], own };
  }
  const own = `${accountBudget(email)}${kind}`;
  return { names: [own, `address ${networkOf(origin.ip ?? '')}`], own };
}

/** A hash, because an address can be as long as an attacker likes. */
export function accountBudget(email: string): string {
  return `account ${sha256Base64(foldCase(email))}`;
}

export function deviceBudgets(userId: string): string {
  return `device ${userId} `;
}

/** After the answer: an account would be seen by the time that its audit event takes. */
function auditFailure(deps: AttemptDeps, { user, origin }: Attempt, failures: number): void {
  if (user === undefined || !isAuditedFailure(failures)) return;
  deps.people.doAfterwards(() =>
    commitPersonChange(deps, origin, async (_tx, record) =>
      record.audit(user, loginFailed(user, failures)),
    ),
  );
}

function tooMany(waitMs: number): Problem {
  const retryAfterSeconds = Math.max(1, Math.ceil(waitMs / 1000));
  return new Problem(
    'unlatch/session/too_many_attempts',
    `There were too many failed attempts. Try again in ${retryAfterSeconds} seconds.`,
    { retryAfterSeconds },
  );
}
