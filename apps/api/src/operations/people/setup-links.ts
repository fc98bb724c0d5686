import type { AuditEvent } from '../../domain/audit/audit-event.js';
import { hashToken, newLinkToken } from '../../engine/people/tokens.js';
import type { Clock } from '../../lib/clock/clock.js';
import type { Db } from '../../store/database/database.js';
import { inTransaction } from '../../store/database/transaction.js';
import { findFirstWorkspaceId } from '../../store/people/memberships.js';
import { insertSetupLink } from '../../store/people/setup-links.js';
import { hasUsers } from '../../store/people/users.js';
import { findListedWorkspace, lockSetup } from '../../store/workspaces/workspaces.js';
import { auditInstallation } from '../installation/audit-installation.js';

const LIFETIME_MS = 60 * 60_000;

interface Deps {
  readonly db: Db;
  readonly clock: Clock;
}

/**
 * The token of a link for the first person, which the start shows once. Each start makes a new one,
 * so an old terminal has none that works. `undefined`: there are people, or no workspace for them.
 */
export async function makeFirstLink({ db, clock }: Deps): Promise<string | undefined> {
  return inTransaction(db, async (tx) => {
    await lockSetup(tx);
    const workspaceId = await findFirstWorkspaceId(tx);
    if (workspaceId === undefined || (await hasUsers(tx))) return undefined;
    const nowMs = clock.nowMs();
    const token = newLinkToken();
    await insertSetupLink(tx, {
      kind: 'first',
      workspaceId,
      tokenHash: hashToken(token),
      expiresAtMs: nowMs + LIFETIME_MS,
      nowMs,
    });
    return token;
  });
}

/**
 * The same for the operator, also when there are people: for one who has lost access, or one more
 * owner.
 * `undefined`: there is no such workspace.
 */
export async function makeOperatorLink(
  { db, clock }: Deps,
  chosenId: string | undefined,
): Promise<{ token: string; workspaceId: string; name: string } | undefined> {
  return inTransaction(db, async (tx) => {
    const workspaceId = chosenId ?? (await findFirstWorkspaceId(tx));
    const workspace =
      workspaceId === undefined ? undefined : await findListedWorkspace(tx, workspaceId);
    if (workspace === undefined || workspace.deletedAtMs !== null) return undefined;
    const nowMs = clock.nowMs();
    const token = newLinkToken();
    await insertSetupLink(tx, {
      kind: 'operator',
      workspaceId: workspace.id,
      tokenHash: hashToken(token),
      expiresAtMs: nowMs + LIFETIME_MS,
      nowMs,
    });
    const act = { workspaceId: workspace.id, actor: 'operator', nowMs } as const;
    await auditInstallation(tx, act, [linkMade(workspace)]);
    return { token, workspaceId: workspace.id, name: workspace.name };
  });
}

function linkMade({ id, name }: { id: string; name: string }): AuditEvent {
  return {
    event: 'workspace.update',
    description: `Made a setup link for an owner of workspace ${id}`,
    targets: [{ type: 'workspace', id, name }],
  };
}
