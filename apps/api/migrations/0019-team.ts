import { type Kysely, sql } from 'kysely';

/** Older programs know no roles of a workspace, and write no invitations. */
export const kind = 'compatible';

/**
 * Roles that a workspace makes for its members, and invitations.
 *
 * The role of a member or an invitation is one text: that of a built-in role, or the id of a row of
 * `team_roles`. A generated column has only the latter, so a foreign key keeps the row from being
 * deleted while the role is in use.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...STATEMENTS, ...COUNTED.flatMap(countingOf)]) {
    await sql.raw(statement).execute(db);
  }
}

const CUSTOM_ROLE_ID = `custom_role_id text collate "C"
    generated always as (case when role like 'teamrole\\_%' then role end) stored`;

const STATEMENTS: readonly string[] = [
  `create table team_roles (
    workspace_id text collate "C" not null references workspaces (id) on delete cascade,
    id text collate "C" not null check (id like 'teamrole\\_%'),
    name text not null,
    name_fold text collate "C" not null,
    description text,
    permissions text[] not null,
    created_at_ms bigint not null,
    updated_at_ms bigint,
    primary key (workspace_id, id),
    unique (workspace_id, name_fold)
  )`,
  `alter table memberships add column ${CUSTOM_ROLE_ID}`,
  `alter table memberships add foreign key (workspace_id, custom_role_id)
    references team_roles (workspace_id, id)`,
  `create index memberships_by_custom_role on memberships (workspace_id, custom_role_id)
    where custom_role_id is not null`,
  `create table invitations (
    workspace_id text collate "C" not null references workspaces (id) on delete cascade,
    id text collate "C" not null,
    email text not null,
    email_fold text collate "C" not null,
    role text collate "C" not null,
    ${CUSTOM_ROLE_ID},
    token_hash text collate "C" not null unique,
    inviter_type text collate "C" not null,
    inviter_id text collate "C" not null,
    inviter_name text not null,
    mail text collate "C" not null check (mail in ('none', 'sending', 'sent', 'failed')),
    created_at_ms bigint not null,
    expires_at_ms bigint not null,
    primary key (workspace_id, id),
    unique (workspace_id, email_fold),
    foreign key (workspace_id, custom_role_id) references team_roles (workspace_id, id)
  )`,
  `create index invitations_by_custom_role on invitations (workspace_id, custom_role_id)
    where custom_role_id is not null`,
];

const COUNTED = [
  { kind: 'members', table: 'memberships', max: 1000 },
  { kind: 'invitations', table: 'invitations', max: 1000 },
  { kind: 'teamRoles', table: 'team_roles', max: 100 },
] as const;

/** See 0005-quotas.ts. */
function countingOf({ kind: counted, table, max }: (typeof COUNTED)[number]): readonly string[] {
  return [
    `insert into quota_defaults (kind, max_count) values ('${counted}', ${max})`,
    `create trigger count_inserted after insert on ${table}
    referencing new table as changed for each statement
    execute function count_inserted('${counted}')`,
    `create trigger count_deleted after delete on ${table}
    referencing old table as changed for each statement
    execute function count_deleted('${counted}')`,
    `insert into workspace_counts (workspace_id, kind, slot, count)
    select workspace_id, '${counted}', 0, count(*) from ${table} group by workspace_id`,
  ];
}
