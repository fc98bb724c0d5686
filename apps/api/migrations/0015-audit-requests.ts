import { type Kysely, sql } from 'kysely';

/** Older programs write no request ids. Their audit events are found in every other way. */
export const kind = 'compatible';

/** The request that caused an audit event, which its client knows from the answer. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table audit_events add column request_id text collate "C"`.execute(db);
  const { rows } = await sql<{ large: boolean }>`
    select exists (select from audit_events offset ${sql.lit(SMALL)}) as large`.execute(db);
  if (rows[0]?.large === true) return;
  for (const { name, definition } of AUDIT_INDEXES) {
    await sql.raw(`create index ${name} ${definition}`).execute(db);
  }
}

/** A larger table gets the index beside the work of the service, as in `0011-search.ts`. */
const SMALL = 5000;

export const AUDIT_INDEXES = [
  {
    name: 'audit_events_by_request',
    definition: `on audit_events (workspace_id, request_id, time_ms, id)
      where request_id is not null`,
  },
];
