import { newId } from '../src/lib/ids.js';
import type { Db } from '../src/store/database/database.js';
import { inTransaction } from '../src/store/database/transaction.js';
import { putMembership } from '../src/store/people/memberships.js';
import { insertUser } from '../src/store/people/users.js';

export interface TestMember {
  readonly workspaceId: string;
  readonly userId: string;
  readonly email: string;
}

/** A person with an account of its own, in the workspace with the role. */
export async function insertMember(
  db: Db,
  part: {
    readonly workspaceId: string;
    readonly role: string;
    readonly nowMs: number;
    readonly email?: string;
    /** Without one, the person logs in by single sign-on only. */
    readonly hasPassword?: boolean;
  },
): Promise<TestMember> {
  const { workspaceId, role, nowMs } = part;
  const userId = newId('user', nowMs);
  const email = part.email ?? `${userId.toLowerCase()}@example.com`;
  const passwordHash = part.hasPassword === false ? null : 'no password has this hash';
  await inTransaction(db, async (tx) => {
    await insertUser(tx, { id: userId, email, name: `Member ${userId}`, passwordHash, nowMs });
    await putMembership(tx, { workspaceId, userId, role, nowMs });
  });
  return { workspaceId, userId, email };
}
