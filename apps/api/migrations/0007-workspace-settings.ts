import { type Kysely, sql } from 'kysely';

/** Older programs go on to use the retention and the rights that they know. */
export const kind = 'compatible';

/**
 * - A lower retention of audit events takes effect later. Until then the earlier one counts.
 * - A workspace can ask for more rights where keys get permissions, roles and identities.
 * - Encrypted copies of deleted keys, which an earlier version has left, are removed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS: readonly string[] = [
  `alter table workspaces
    add column audit_kept_days integer,
    add column audit_kept_until_ms bigint,
    add column strict_rights boolean not null default false`,
  `delete from encrypted_keys using keys
  where keys.workspace_id = encrypted_keys.workspace_id and keys.id = encrypted_keys.key_id
    and keys.deleted_at_ms is not null`,
];
