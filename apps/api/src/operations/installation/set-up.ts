import { firstRootKeyCreated } from '../../domain/audit/root-keys.js';
import { allGrants } from '../../domain/authorization/all-grants.js';
import { auditActorOf, systemCaller } from '../../domain/caller/caller.js';
import type { Clock } from '../../lib/clock/clock.js';
import { sha256Base64 } from '../../lib/crypto/sha256.js';
import { newId } from '../../lib/ids.js';
import { insertAuditEvents } from '../../store/audit/audit-log.js';
import type { Db, Tx } from '../../store/database/database.js';
import { inTransaction } from '../../store/database/transaction.js';
import { findRootKeysByHash, insertRootKey } from '../../store/root-keys/root-keys.js';
import { hasWorkspaces, insertWorkspace, lockSetup } from '../../store/workspaces/workspaces.js';
import { type FormattedRootKey, makeRootKey } from '../root-keys/issue-root-key.js';

/**
 * How many characters of a root key that the operator chose are stored in the clear, to recognise
 * it by.
 */
const SHOWN_LENGTH = 4;

/** What became of the root key of the configuration. */
export type RootKeyUse =
  /** The database was empty, and got a root key that was generated. Only this call knows it. */
  | { readonly kind: 'generated'; readonly rootKey: string }
  /** The database was empty, and got the configured one. */
  | { readonly kind: 'taken' }
  /** The database has the configured one. */
  | { readonly kind: 'known' }
  /** The database has others, but not the configured one, which is ignored. */
  | { readonly kind: 'ignored' }
  /** None is configured, and the database has some. */
  | { readonly kind: 'none' };

/**
 * Gives an empty database its workspace and a root key that may do everything. A root key that the
 * operator chose is never repeated.
 */
export async function setUp(
  { db, clock }: { readonly db: Db; readonly clock: Clock },
  chosenRootKey: string | undefined,
): Promise<RootKeyUse> {
  return inTransaction(db, async (tx) => {
    await lockSetup(tx);
    if (await hasWorkspaces(tx)) return useOf(tx, chosenRootKey);
    const rootKey =
      chosenRootKey === undefined
        ? makeRootKey()
        : { key: chosenRootKey, start: chosenRootKey.slice(0, SHOWN_LENGTH), end: '' };
    await insertFirstWorkspace(tx, rootKey, clock.nowMs());
    if (chosenRootKey !== undefined) return { kind: 'taken' };
    return { kind: 'generated', rootKey: rootKey.key };
  });
}

async function useOf(tx: Tx, chosenRootKey: string | undefined): Promise<RootKeyUse> {
  if (chosenRootKey === undefined) return { kind: 'none' };
  const found = await findRootKeysByHash(tx, [sha256Base64(chosenRootKey)]);
  return { kind: found.length > 0 ? 'known' : 'ignored' };
}

async function insertFirstWorkspace(
  tx: Tx,
  rootKey: FormattedRootKey,
  nowMs: number,
): Promise<void> {
  const workspaceId = newId('ws', nowMs);
  const rootKeyId = newId('root', nowMs);
  const name = 'First root key';
  await insertWorkspace(tx, { id: workspaceId, name: 'Default', nowMs });
  await insertRootKey(tx, {
    workspaceId,
    id: rootKeyId,
    hash: sha256Base64(rootKey.key),
    start: rootKey.start,
    end: rootKey.end,
    name,
    permissions: allGrants(workspaceId),
    enabled: true,
    expiresAtMs: null,
    nowMs,
  });
  const context = {
    workspaceId,
    actor: auditActorOf(systemCaller({ workspaceId, id: 'setup', name: 'Setup' })),
    remoteIp: null,
    userAgent: null,
    correlationId: null,
    nowMs,
  };
  const event = firstRootKeyCreated({ id: rootKeyId, name });
  await insertAuditEvents(tx, context, [{ ...event, id: newId('log', nowMs) }]);
}
