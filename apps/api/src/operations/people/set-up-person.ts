import { passwordSet, userCreated } from '../../domain/audit/people.js';
import { newId } from '../../lib/ids.js';
import type { Tx } from '../../store/database/database.js';
import { putMembership } from '../../store/people/memberships.js';
import { type SetupLink, useSetupLink } from '../../store/people/setup-links.js';
import {
  findUserByEmail,
  hasUsers,
  insertUser,
  lockUser,
  storePassword,
} from '../../store/people/users.js';
import { lockSetup } from '../../store/workspaces/workspaces.js';
import type { PersonRecord } from './commit-person-change.js';
import { endSessions } from './sessions.js';

interface NewOwner {
  readonly tokenHash: string;
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly nowMs: number;
}

/**
 * Makes the person of a setup link the owner of its workspace. Of several requests with one link,
 * one gets here: the others find it used. `undefined`: the link does not work, or no longer.
 */
export async function setUpPerson(
  tx: Tx,
  record: PersonRecord,
  owner: NewOwner,
): Promise<{ id: string; email: string; workspaceId: string } | undefined> {
  await lockSetup(tx);
  const link = await useSetupLink(tx, owner);
  if (link === undefined || !(await isValid(tx, link))) return undefined;
  const person = await findOrCreate(tx, record, owner);
  const { workspaceId } = link;
  await putMembership(tx, { workspaceId, userId: person.id, role: 'owner', nowMs: owner.nowMs });
  record.changed({ kind: 'user', id: person.id });
  return { ...person, workspaceId };
}

/** A link of a start must not make a second owner, once the first one is there. */
async function isValid(tx: Tx, { kind }: SetupLink): Promise<boolean> {
  return kind === 'operator' || !(await hasUsers(tx));
}

/** A person who has lost access gets a new password. The sessions of the old one end. */
async function findOrCreate(
  tx: Tx,
  record: PersonRecord,
  { email, name, passwordHash, nowMs }: NewOwner,
): Promise<{ id: string; email: string }> {
  const known = await findUserByEmail(tx, email);
  if (known === undefined) {
    const id = newId('user', nowMs);
    await insertUser(tx, { id, email, name, passwordHash, nowMs });
    record.audit({ id, email }, userCreated({ id, email }, 'owner'));
    return { id, email };
  }
  await lockUser(tx, known.id);
  await storePassword(tx, { id: known.id, passwordHash, nowMs });
  await endSessions(tx, record, { userId: known.id, ending: { kind: 'all' } });
  record.audit(known, passwordSet(known));
  return { id: known.id, email: known.email };
}
