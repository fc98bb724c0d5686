import { fullRootKeyCreated } from '../../domain/audit/root-keys.js';
import { workspaceCreated, workspaceDeleted } from '../../domain/audit/workspaces.js';
import { allGrants } from '../../domain/authorization/all-grants.js';
import type { Clock } from '../../lib/clock/clock.js';
import { sha256Base64 } from '../../lib/crypto/sha256.js';
import { newId } from '../../lib/ids.js';
import { notifyChanges } from '../../store/changes/changes.js';
import type { Db, Tx } from '../../store/database/database.js';
import { inTransaction } from '../../store/database/transaction.js';
import { insertRootKey } from '../../store/root-keys/root-keys.js';
import {
  findListedWorkspace,
  insertWorkspace,
  type ListedWorkspace,
  markWorkspaceDeleted,
} from '../../store/workspaces/workspaces.js';
import { type FormattedRootKey, makeRootKey } from '../root-keys/issue-root-key.js';
import { auditInstallation, type InstallationActor } from './audit-installation.js';

interface Deps {
  readonly db: Db;
  readonly clock: Clock;
}

/** A workspace with a root key that may do everything in it. The caller shows that root key once. */
export async function createWorkspace(
  { db, clock }: Deps,
  name: string,
): Promise<{ workspaceId: string; rootKey: string }> {
  const rootKey = makeRootKey();
  const workspaceId = await inTransaction(db, (tx) =>
    insertWorkspaceWithRootKey(tx, { name, rootKey, actor: 'operator', nowMs: clock.nowMs() }),
  );
  return { workspaceId, rootKey: rootKey.key };
}

/** Returns the id of the workspace. */
export async function insertWorkspaceWithRootKey(
  tx: Tx,
  part: {
    readonly name: string;
    readonly rootKey: FormattedRootKey;
    readonly actor: InstallationActor;
    readonly nowMs: number;
  },
): Promise<string> {
  const { name, rootKey, actor, nowMs } = part;
  const workspaceId = newId('ws', nowMs);
  const first = { id: newId('root', nowMs), name: 'First root key' };
  await insertWorkspace(tx, { id: workspaceId, name, nowMs });
  await insertRootKey(tx, {
    ...first,
    workspaceId,
    hash: sha256Base64(rootKey.key),
    start: rootKey.start,
    end: rootKey.end,
    permissions: allGrants(workspaceId),
    enabled: true,
    expiresAtMs: null,
    nowMs,
  });
  const events = [workspaceCreated({ id: workspaceId, name }), fullRootKeyCreated(first)];
  await auditInstallation(tx, { workspaceId, actor, nowMs }, events);
  return workspaceId;
}

/**
 * From the commit on, each process refuses all root keys of the workspace, and with them every
 * verification of its keys, once the notification has arrived. `undefined`: there is no such
 * workspace, or it was deleted before.
 */
export async function deleteWorkspace(
  { db, clock }: Deps,
  workspaceId: string,
): Promise<ListedWorkspace | undefined> {
  return inTransaction(db, async (tx) => {
    const nowMs = clock.nowMs();
    const workspace = await findListedWorkspace(tx, workspaceId);
    // Two operators may delete it at once. One of them marks it.
    if (!(await markWorkspaceDeleted(tx, { id: workspaceId, nowMs }))) return undefined;
    if (workspace === undefined) throw new Error('a workspace was marked that cannot be read');
    const act = { workspaceId, actor: 'operator', nowMs } as const;
    await auditInstallation(tx, act, [workspaceDeleted(workspace)]);
    await notifyChanges(tx, [{ kind: 'workspace', id: workspaceId }]);
    return workspace;
  });
}
