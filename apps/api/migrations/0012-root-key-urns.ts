import { type Kysely, sql } from 'kysely';

/** A program without it knows none of the new rights, so it would refuse what a root key may do. */
export const kind = 'breaking';

/**
 * - Rights on root keys are URNs. The tuples before them become the URNs that give no more. Creating
 *   and changing are one right now, so a root key gets it only if it had both.
 * - The last characters of a root key are kept, to recognise it by.
 * - The last use is in a table of its own, like that of a key, so that root keys are not rewritten
 *   all the time.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

/** The URN with this action on all root keys, if the root key holds all of these tuples. */
function urnFor(action: string, ...tuples: readonly string[]): string {
  const held = tuples.map((tuple) => `'root_key.*.${tuple}_root_key'`).join(', ');
  return `case when permissions @> array[${held}]
    then array['unkey:v1:' || workspace_id || ':rootKeys/*#${action}'] else '{}' end`;
}

const STATEMENTS: readonly string[] = [
  `update root_keys set permissions = array(
      select permission from unnest(permissions) with ordinality as held (permission, place)
      where permission not like 'root\\_key.%' order by place
    )
    || ${urnFor('read', 'read')}
    || ${urnFor('write', 'create', 'update')}
    || ${urnFor('delete', 'delete')}
  where exists (
    select from unnest(permissions) as permission where permission like 'root\\_key.%'
  )`,
  `alter table root_keys add column ending text not null default ''`,
  `create table root_key_last_used (
    workspace_id text collate "C" not null,
    root_key_id text collate "C" not null,
    last_used_at_ms bigint not null,
    primary key (workspace_id, root_key_id),
    foreign key (workspace_id, root_key_id) references root_keys (workspace_id, id) on delete cascade
  ) with (fillfactor = 70)`,
];
