import { type Grants, parseGrants } from '../../domain/authorization/grants.js';
import { memberRoleOf, nameOfRole, permissionsOf } from '../../domain/people/roles.js';
import type { Db } from '../../store/database/database.js';
import { findMemberships, type Membership } from '../../store/people/memberships.js';
import { findSessionsByHash, type StoredSession } from '../../store/people/sessions.js';

/** A workspace of a person, with the rights of the role parsed once. */
export interface MemberSnapshot extends Membership {
  readonly roleName: string;
  readonly permissions: readonly string[];
  readonly grants: Grants;
}

/** A session with its person and what the person may do, as one process remembers it. */
export interface SessionSnapshot extends StoredSession {
  /** By workspace, in the order in which the person joined them. */
  readonly memberships: ReadonlyMap<string, MemberSnapshot>;
  /** The only part that changes: when this process last wrote that the session was seen. */
  readonly seen: { atMs: number };
}

/** By the hash of the token. */
export async function loadSessions(
  db: Db,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, SessionSnapshot>> {
  const sessions = await findSessionsByHash(db, hashes);
  const userIds = [...new Set(sessions.map(({ userId }) => userId))];
  const memberships = userIds.length === 0 ? new Map() : await findMemberships(db, userIds);
  return new Map(
    sessions.map((session) => [
      session.tokenHash,
      {
        ...session,
        memberships: byWorkspace(memberships.get(session.userId) ?? []),
        seen: { atMs: session.seenAtMs },
      },
    ]),
  );
}

function byWorkspace(memberships: readonly Membership[]): ReadonlyMap<string, MemberSnapshot> {
  return new Map(
    memberships.map((membership) => {
      const { role, workspaceId } = membership;
      const { customRole } = membership;
      const held = memberRoleOf(role, customRole?.permissions ?? null);
      const permissions = permissionsOf(held, workspaceId);
      const roleName = nameOfRole(role, customRole?.name ?? null);
      return [
        workspaceId,
        { ...membership, roleName, permissions, grants: parseGrants(permissions) },
      ];
    }),
  );
}
