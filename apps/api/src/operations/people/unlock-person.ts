import { userUnlocked } from '../../domain/audit/people.js';
import type { Clock } from '../../lib/clock/clock.js';
import type { Db } from '../../store/database/database.js';
import { inTransaction } from '../../store/database/transaction.js';
import { forgetAttemptsOf } from '../../store/people/login-attempts.js';
import { findMemberships } from '../../store/people/memberships.js';
import { findUserByEmail } from '../../store/people/users.js';
import { auditInstallation } from '../installation/audit-installation.js';
import { accountBudget, deviceBudgets } from './attempts.js';

/**
 * Ends every wait of a person after failed attempts, and that of all addresses: an office may share
 * one with the attacker. Returns whether there is such a person.
 */
export async function unlockPerson(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  email: string,
): Promise<boolean> {
  return inTransaction(db, async (tx) => {
    const user = await findUserByEmail(tx, email);
    if (user === undefined) return false;
    await forgetAttemptsOf(tx, accountBudget(email));
    await forgetAttemptsOf(tx, deviceBudgets(user.id));
    await forgetAttemptsOf(tx, 'address ');
    const memberships = (await findMemberships(tx, [user.id])).get(user.id) ?? [];
    for (const { workspaceId } of memberships) {
      const act = { workspaceId, actor: 'operator', nowMs: clock.nowMs() } as const;
      await auditInstallation(tx, act, [userUnlocked(user)]);
    }
    return true;
  });
}
