import { type Kysely, sql } from 'kysely';

/**
 * Older programs know no people. They read no slug, give new workspaces none, and remove the
 * memberships of a workspace together with its row.
 */
export const kind = 'compatible';

/**
 * People who log in to the dashboard.
 *
 * - They belong to the installation, not to a workspace: one person may be a member of several.
 * - Tokens of sessions and of links are stored as SHA-256, like keys. A copy of the database
 *   opens no session.
 * - A slug names a workspace in the addresses of pages. It is null for a workspace that an older
 *   program has made; its id then takes the place of the slug.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS: readonly string[] = [
  `create table users (
    id text collate "C" primary key,
    email text not null,
    email_fold text collate "C" not null unique,
    name text not null,
    password_hash text,
    password_changed_at_ms bigint,
    created_at_ms bigint not null,
    updated_at_ms bigint,
    check ((password_hash is null) = (password_changed_at_ms is null))
  )`,

  `create table user_sessions (
    token_hash text collate "C" primary key,
    id text collate "C" not null unique,
    user_id text collate "C" not null references users (id) on delete cascade,
    level text not null check (level in ('full', 'totpNeeded')),
    must_renew boolean not null default false,
    created_at_ms bigint not null,
    seen_at_ms bigint not null,
    expires_at_ms bigint not null,
    stepped_up_at_ms bigint,
    ip text,
    user_agent text
  )`,
  `create index user_sessions_of_user on user_sessions (user_id, created_at_ms)`,
  `create index user_sessions_by_seen on user_sessions (seen_at_ms)`,

  // No foreign key for the role: it is a built-in one, or will be the id of a custom one.
  `create table memberships (
    workspace_id text collate "C" not null references workspaces (id) on delete cascade,
    user_id text collate "C" not null references users (id) on delete cascade,
    role text collate "C" not null,
    created_at_ms bigint not null,
    updated_at_ms bigint,
    primary key (workspace_id, user_id)
  )`,
  `create index memberships_of_user on memberships (user_id, workspace_id)`,

  `create table setup_links (
    token_hash text collate "C" primary key,
    kind text not null check (kind in ('first', 'operator')),
    workspace_id text collate "C" not null references workspaces (id) on delete cascade,
    created_at_ms bigint not null,
    expires_at_ms bigint not null,
    used_at_ms bigint
  )`,

  // The name says what the budget is of: an account, a device or an address. No reference: an
  // attacker may name an account that does not exist.
  `create table login_attempts (
    name text collate "C" primary key,
    failures integer not null,
    last_at_ms bigint not null,
    blocked_until_ms bigint not null
  )`,
  `create index login_attempts_by_time on login_attempts (last_at_ms)`,

  `create table installation_secrets (
    name text collate "C" primary key,
    secret bytea not null,
    created_at_ms bigint not null
  )`,

  `alter table workspaces add column slug text collate "C" unique`,
  // The same form as in the service. Of workspaces of one name, the oldest has it alone.
  `do $$
  declare
    workspace record;
    base text;
    candidate text;
    number integer;
  begin
    for workspace in select id, name from workspaces order by id loop
      base := trim(both '-' from left(regexp_replace(lower(workspace.name), '[^a-z0-9]+', '-', 'g'), 40));
      base := trim(both '-' from base);
      if base = '' then base := 'workspace'; end if;
      candidate := base;
      number := 1;
      while exists (select from workspaces where slug = candidate) loop
        number := number + 1;
        candidate := base || '-' || number;
      end loop;
      update workspaces set slug = candidate where id = workspace.id;
    end loop;
  end $$`,
];
