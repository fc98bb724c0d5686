import { fullRootKeyCreated } from '../../domain/audit/root-keys.js';
import { workspaceQuotaSet } from '../../domain/audit/workspaces.js';
import { allGrants } from '../../domain/authorization/all-grants.js';
import type { Clock } from '../../lib/clock/clock.js';
import type { Db, Tx } from '../../store/database/database.js';
import { inTransaction } from '../../store/database/transaction.js';
import { readQuotaKinds, removeQuota, storeQuota } from '../../store/workspaces/quotas.js';
import { findListedWorkspace } from '../../store/workspaces/workspaces.js';
import { issueRootKey } from '../root-keys/issue-root-key.js';
import { auditInstallation } from './audit-installation.js';

/* What the operator does to one workspace, and a workspace must not do to itself. */

interface Deps {
  readonly db: Db;
  readonly clock: Clock;
}

export type OperatorRefusal =
  | { readonly outcome: 'no_workspace' }
  | { readonly outcome: 'deleted_workspace' }
  | { readonly outcome: 'no_kind'; readonly kinds: readonly string[] };

/** A number, `null` for no limit, or the default of the installation from now on. */
export type QuotaSetting = number | null | 'default';

/** Takes effect at once, for all processes: the database judges quotas. */
export async function setQuota(
  { db, clock }: Deps,
  quota: { readonly workspaceId: string; readonly kind: string; readonly max: QuotaSetting },
): Promise<OperatorRefusal | { readonly outcome: 'set' }> {
  const { workspaceId, kind, max } = quota;
  return inTransaction(db, async (tx) => {
    const refusal = await refuseWithoutWorkspace(tx, workspaceId);
    if (refusal !== undefined) return refusal;
    const kinds = await readQuotaKinds(tx);
    if (!kinds.includes(kind)) return { outcome: 'no_kind', kinds };
    await (max === 'default'
      ? removeQuota(tx, { workspaceId, kind })
      : storeQuota(tx, { workspaceId, kind, max }));
    const act = { workspaceId, actor: 'operator', nowMs: clock.nowMs() } as const;
    await auditInstallation(tx, act, [workspaceQuotaSet({ id: workspaceId, kind, max })]);
    return { outcome: 'set' };
  });
}

/**
 * A root key that may do everything in a workspace, for one whose root keys are all lost. The caller
 * shows it once. It counts against the quota like any other.
 */
export async function createFullRootKey(
  { db, clock }: Deps,
  { workspaceId, name }: { readonly workspaceId: string; readonly name: string },
): Promise<OperatorRefusal | { readonly outcome: 'created'; keyId: string; key: string }> {
  return inTransaction(db, async (tx) => {
    const refusal = await refuseWithoutWorkspace(tx, workspaceId);
    if (refusal !== undefined) return refusal;
    const nowMs = clock.nowMs();
    const permissions = allGrants(workspaceId);
    const rootKey = { workspaceId, name, permissions, enabled: true, expiresAtMs: null };
    const issued = await issueRootKey(tx, rootKey, nowMs);
    const event = fullRootKeyCreated({ id: issued.keyId, name });
    await auditInstallation(tx, { workspaceId, actor: 'operator', nowMs }, [event]);
    return { outcome: 'created', ...issued };
  });
}

async function refuseWithoutWorkspace(
  tx: Tx,
  workspaceId: string,
): Promise<OperatorRefusal | undefined> {
  const workspace = await findListedWorkspace(tx, workspaceId);
  if (workspace === undefined) return { outcome: 'no_workspace' };
  return workspace.deletedAtMs === null ? undefined : { outcome: 'deleted_workspace' };
}
