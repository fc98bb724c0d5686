import { sql } from 'kysely';
import type { Db, Tx } from '../database/database.js';

/**
 * A link that makes a person the owner of a workspace.
 *
 * - `first`: from the start of a service without people. It works while there are none.
 * - `operator`: from the command line. It works although there are people.
 */
export type SetupLinkKind = 'first' | 'operator';

export interface SetupLink {
  readonly kind: SetupLinkKind;
  readonly workspaceId: string;
}

/** The new link takes the place of all unused ones of its kind. */
export async function insertSetupLink(
  tx: Tx,
  link: SetupLink & {
    readonly tokenHash: string;
    readonly expiresAtMs: number;
    readonly nowMs: number;
  },
): Promise<void> {
  await tx.deleteFrom('setup_links').where('kind', '=', link.kind).execute();
  await tx
    .insertInto('setup_links')
    .values({
      token_hash: link.tokenHash,
      kind: link.kind,
      workspace_id: link.workspaceId,
      created_at_ms: link.nowMs,
      expires_at_ms: link.expiresAtMs,
      used_at_ms: null,
    })
    .execute();
}

/** Whether the token may be worth the work of hashing a password. `redeemSetupLink` decides. */
export async function isOpenSetupLink(
  db: Db,
  { tokenHash, nowMs }: { tokenHash: string; nowMs: number },
): Promise<boolean> {
  const row = await db
    .selectFrom('setup_links')
    .select('kind')
    .where('token_hash', '=', tokenHash)
    .where('used_at_ms', 'is', null)
    .where('expires_at_ms', '>', nowMs)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Uses the link up. Of two requests at once, one gets it: the other one waits for the row, and finds
 * it used. `undefined`: it is unknown, used, too old, or its workspace is gone.
 */
export async function useSetupLink(
  tx: Tx,
  { tokenHash, nowMs }: { tokenHash: string; nowMs: number },
): Promise<SetupLink | undefined> {
  const { rows } = await sql<{ kind: SetupLinkKind; workspace_id: string }>`
    update setup_links set used_at_ms = ${nowMs}
    where token_hash = ${tokenHash} and used_at_ms is null and expires_at_ms > ${nowMs}
      and exists (
        select from workspaces
        where workspaces.id = setup_links.workspace_id and workspaces.deleted_at_ms is null
      )
    returning kind, workspace_id`.execute(tx);
  const [row] = rows;
  return row === undefined ? undefined : { kind: row.kind, workspaceId: row.workspace_id };
}

export async function deleteOldSetupLinks(tx: Tx, nowMs: number): Promise<void> {
  await tx.deleteFrom('setup_links').where('expires_at_ms', '<=', nowMs).execute();
}
