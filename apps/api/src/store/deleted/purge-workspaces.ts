import { sql } from 'kysely';
import type { Tx } from '../database/database.js';

/*
 * The end of a deleted workspace, once its days are over. One call of `purgeWorkspaces` is one
 * transaction, and does a bounded piece for all such workspaces together.
 *
 * | state of a workspace | what goes | what leads to the next |
 * |---|---|---|
 * | PURGED: its days are over | its rows, table by table | no table of `OWNED` has a row of it: EMPTY |
 * | EMPTY | its usage events, by their own job, since it keeps none any more | they are gone: its own row goes |
 *
 * The rows themselves are the state, so any process goes on where another one has ended. What is
 * billable stays as long as that of other workspaces: a bill may come after the end.
 */

/**
 * Each before all that it refers to. What belongs to a row by a foreign key, such as the links of a
 * key, goes with it.
 */
const OWNED = [
  'idempotent_answers',
  'audit_event_targets',
  'audit_events',
  'keys',
  'identities',
  'roles',
  'permissions',
  'rate_limit_overrides',
  'rate_limit_namespaces',
  'key_migrations',
  'apis',
  'data_keys',
  'root_keys',
  'memberships',
  'invitations',
  'team_roles',
  'setup_links',
  'workspace_quotas',
] as const;

const EVENTS = [
  'verifications',
  'verifications_per_hour',
  'limit_checks',
  'limit_checks_per_hour',
  'limit_identifiers_per_hour',
  'api_requests',
] as const;

/** The shortest time that a workspace can keep its usage events. */
const SHORTEST_DAYS = 1;

/**
 * Removes rows of workspaces that were deleted before `beforeMs`, at most `max` of each table.
 * Returns whether there may be more at the moment.
 */
export async function purgeWorkspaces(
  tx: Tx,
  { beforeMs, max }: { beforeMs: number; max: number },
): Promise<boolean> {
  const purged = sql`select id from workspaces where deleted_at_ms < ${beforeMs}`;
  await sql`
    update workspaces set log_retention_days = ${sql.lit(SHORTEST_DAYS)}
    where id in (${purged}) and log_retention_days > ${sql.lit(SHORTEST_DAYS)}`.execute(tx);
  for (const table of OWNED) {
    const { numAffectedRows = 0n } = await sql`
      delete from ${sql.table(table)} where ctid = any(array(
        select owned.ctid
        from (${purged}) as purged
        cross join lateral (
          select own.ctid from ${sql.table(table)} as own
          where own.workspace_id = purged.id
          limit ${max}
        ) as owned
        limit ${max}
      ))`.execute(tx);
    // The next table may have rows that the rest of this one refers to.
    if (numAffectedRows >= max) return true;
  }
  await removeEmpty(tx, beforeMs);
  return false;
}

async function removeEmpty(tx: Tx, beforeMs: number): Promise<void> {
  const isWithoutEvents = EVENTS.map(
    (table) => sql`not exists (
      select from ${sql.table(table)} as event where event.workspace_id = workspaces.id
    )`,
  );
  const { rows } = await sql<{ id: string }>`
    select id from workspaces
    where deleted_at_ms < ${beforeMs} and ${sql.join(isWithoutEvents, sql` and `)}`.execute(tx);
  const ids = rows.map(({ id }) => id);
  if (ids.length === 0) return;
  // Its rows have counted themselves until they were gone.
  await sql`delete from workspace_counts where workspace_id = any(${ids}::text[])`.execute(tx);
  await sql`delete from workspaces where id = any(${ids}::text[])`.execute(tx);
}
