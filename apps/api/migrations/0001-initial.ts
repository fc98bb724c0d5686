import { type Kysely, sql } from 'kysely';

/** No migration comes before it. */
export const kind = 'breaking';

/**
 * The first schema. docs/data-model.md explains it; these are the rules it follows:
 *
 * - Every tenant table has the primary key (workspace_id, id), and every reference carries the
 *   workspace too. A row that points into another workspace cannot exist.
 * - Ids sort bytewise (collate "C"), whatever the locale of the database is.
 * - Times are unix milliseconds in bigint, as on the wire.
 * - `*_fold` holds a name in lower case, folded by the service and not by the locale of the
 *   database, so that uniqueness is the same on every server.
 * - JSON that is only stored and handed back is `json`, not `jsonb`: it comes back as it was sent.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS: readonly string[] = [
  `create table workspaces (
    id text collate "C" primary key,
    name text not null,
    enabled boolean not null default true,
    api_requests_per_minute bigint check (api_requests_per_minute >= 0),
    log_retention_days integer not null default 30 check (log_retention_days > 0),
    audit_retention_days integer not null default 90 check (audit_retention_days > 0),
    created_at_ms bigint not null,
    updated_at_ms bigint
  )`,

  `create table root_keys (
    workspace_id text collate "C" not null references workspaces (id),
    id text collate "C" not null,
    hash text collate "C" not null unique,
    start text not null,
    name text,
    permissions text[] not null,
    enabled boolean not null default true,
    expires_at_ms bigint,
    created_at_ms bigint not null,
    updated_at_ms bigint,
    deleted_at_ms bigint,
    primary key (workspace_id, id)
  )`,
  `create index root_keys_live on root_keys (workspace_id, id) where deleted_at_ms is null`,

  `create table apis (
    workspace_id text collate "C" not null references workspaces (id),
    id text collate "C" not null,
    name text not null,
    key_space_id text collate "C" not null unique,
    default_prefix text,
    default_byte_length smallint check (default_byte_length between 16 and 255),
    ip_allow_list text[] not null default '{}',
    delete_protection boolean not null default false,
    stores_recoverable_keys boolean not null default false,
    created_at_ms bigint not null,
    updated_at_ms bigint,
    deleted_at_ms bigint,
    primary key (workspace_id, id)
  )`,

  `create table identities (
    workspace_id text collate "C" not null references workspaces (id),
    id text collate "C" not null,
    external_id text collate "C" not null,
    meta json not null default '{}',
    created_at_ms bigint not null,
    updated_at_ms bigint,
    deleted_at_ms bigint,
    primary key (workspace_id, id)
  )`,
  // An external id is free again once its identity is deleted.
  `create unique index identities_live_external_id
    on identities (workspace_id, external_id) where deleted_at_ms is null`,
  // Holds what a search compares beside the order of the list, so the search need not read the
  // rows.
  `create index identities_live on identities (workspace_id, id) include (external_id)
    where deleted_at_ms is null`,

  `create table key_migrations (
    workspace_id text collate "C" not null references workspaces (id),
    id text collate "C" not null,
    name text not null,
    algorithm text not null check (algorithm in ('sha256', 'github.com/seamapi/prefixed-api-key')),
    created_at_ms bigint not null,
    primary key (workspace_id, id)
  )`,

  `create table keys (
    workspace_id text collate "C" not null,
    id text collate "C" not null,
    api_id text collate "C" not null,
    hash text collate "C" not null unique,
    start text not null,
    prefix text,
    byte_length smallint,
    name text,
    identity_id text collate "C",
    meta json,
    enabled boolean not null,
    expires_at_ms bigint,
    credits_remaining bigint check (credits_remaining >= 0),
    refill_amount bigint check (refill_amount > 0),
    refill_day smallint check (refill_day between 1 and 31),
    refill_due_at_ms bigint,
    last_used_at_ms bigint,
    pending_migration_id text collate "C",
    created_at_ms bigint not null,
    updated_at_ms bigint,
    deleted_at_ms bigint,
    primary key (workspace_id, id),
    foreign key (workspace_id, api_id) references apis (workspace_id, id),
    foreign key (workspace_id, identity_id) references identities (workspace_id, id),
    foreign key (workspace_id, pending_migration_id) references key_migrations (workspace_id, id),
    check ((refill_amount is null) = (refill_due_at_ms is null)),
    check (refill_amount is null or credits_remaining is not null)
  )`,
  `create index keys_of_api on keys (workspace_id, api_id, id) where deleted_at_ms is null`,
  `create index keys_of_identity on keys (workspace_id, identity_id, id)
    where identity_id is not null`,
  `create index keys_refill_due on keys (refill_due_at_ms)
    where refill_due_at_ms is not null and deleted_at_ms is null`,

  `create table permissions (
    workspace_id text collate "C" not null references workspaces (id),
    id text collate "C" not null,
    name text not null,
    slug text collate "C" not null,
    slug_fold text collate "C" not null,
    description text,
    created_at_ms bigint not null,
    updated_at_ms bigint,
    primary key (workspace_id, id),
    unique (workspace_id, slug_fold)
  )`,

  `create table roles (
    workspace_id text collate "C" not null references workspaces (id),
    id text collate "C" not null,
    name text not null,
    name_fold text collate "C" not null,
    description text,
    created_at_ms bigint not null,
    updated_at_ms bigint,
    primary key (workspace_id, id),
    unique (workspace_id, name_fold)
  )`,

  `create table key_permissions (
    workspace_id text collate "C" not null,
    key_id text collate "C" not null,
    permission_id text collate "C" not null,
    primary key (workspace_id, key_id, permission_id),
    foreign key (workspace_id, key_id) references keys (workspace_id, id) on delete cascade,
    foreign key (workspace_id, permission_id)
      references permissions (workspace_id, id) on delete cascade
  )`,
  `create index key_permissions_of_permission on key_permissions (workspace_id, permission_id)`,

  `create table key_roles (
    workspace_id text collate "C" not null,
    key_id text collate "C" not null,
    role_id text collate "C" not null,
    primary key (workspace_id, key_id, role_id),
    foreign key (workspace_id, key_id) references keys (workspace_id, id) on delete cascade,
    foreign key (workspace_id, role_id) references roles (workspace_id, id) on delete cascade
  )`,
  `create index key_roles_of_role on key_roles (workspace_id, role_id)`,

  `create table role_permissions (
    workspace_id text collate "C" not null,
    role_id text collate "C" not null,
    permission_id text collate "C" not null,
    primary key (workspace_id, role_id, permission_id),
    foreign key (workspace_id, role_id) references roles (workspace_id, id) on delete cascade,
    foreign key (workspace_id, permission_id)
      references permissions (workspace_id, id) on delete cascade
  )`,
  `create index role_permissions_of_permission
    on role_permissions (workspace_id, permission_id)`,

  // A limit belongs to a key or to an identity, which all keys of the identity then share.
  `create table rate_limits (
    workspace_id text collate "C" not null,
    id text collate "C" not null,
    key_id text collate "C",
    identity_id text collate "C",
    name text collate "C" not null,
    limit_max bigint not null check (limit_max > 0),
    window_ms bigint not null check (window_ms >= 1000),
    auto_apply boolean not null,
    created_at_ms bigint not null,
    updated_at_ms bigint,
    primary key (workspace_id, id),
    unique (workspace_id, key_id, name),
    unique (workspace_id, identity_id, name),
    foreign key (workspace_id, key_id) references keys (workspace_id, id) on delete cascade,
    foreign key (workspace_id, identity_id)
      references identities (workspace_id, id) on delete cascade,
    check (num_nonnulls(key_id, identity_id) = 1)
  )`,

  // The name of a deleted namespace stays taken until the namespace is created again on purpose.
  `create table rate_limit_namespaces (
    workspace_id text collate "C" not null references workspaces (id),
    id text collate "C" not null,
    name text collate "C" not null,
    created_at_ms bigint not null,
    updated_at_ms bigint,
    deleted_at_ms bigint,
    primary key (workspace_id, id),
    unique (workspace_id, name)
  )`,
  `create index rate_limit_namespaces_live on rate_limit_namespaces (workspace_id, id)
    where deleted_at_ms is null`,

  `create table rate_limit_overrides (
    workspace_id text collate "C" not null,
    id text collate "C" not null,
    namespace_id text collate "C" not null,
    identifier text collate "C" not null,
    limit_max bigint not null check (limit_max >= 0),
    window_ms bigint not null check (window_ms >= 1000),
    created_at_ms bigint not null,
    updated_at_ms bigint,
    primary key (workspace_id, id),
    unique (workspace_id, namespace_id, identifier),
    foreign key (workspace_id, namespace_id)
      references rate_limit_namespaces (workspace_id, id) on delete cascade
  )`,
  `create index rate_limit_overrides_of_namespace
    on rate_limit_overrides (workspace_id, namespace_id, id)`,

  // Envelope encryption of recoverable keys. The id of a data key is that of the master key which
  // was first when it was made; master_key_id says which one wraps it now.
  `create table data_keys (
    workspace_id text collate "C" not null references workspaces (id),
    id text collate "C" not null,
    master_key_id text collate "C" not null,
    wrapped bytea not null,
    created_at_ms bigint not null,
    primary key (workspace_id, id)
  )`,
  `create table encrypted_keys (
    workspace_id text collate "C" not null,
    key_id text collate "C" not null,
    data_key_id text collate "C" not null,
    ciphertext bytea not null,
    created_at_ms bigint not null,
    primary key (workspace_id, key_id),
    foreign key (workspace_id, key_id) references keys (workspace_id, id) on delete cascade,
    foreign key (workspace_id, data_key_id) references data_keys (workspace_id, id)
  )`,

  // Responses to requests with an Idempotency-Key. They are encrypted so that only the same root
  // key can read them again.
  `create table idempotent_answers (
    workspace_id text collate "C" not null references workspaces (id),
    root_key_id text collate "C" not null,
    key_hash text collate "C" not null,
    request_hash text collate "C" not null,
    answer bytea,
    created_at_ms bigint not null,
    primary key (workspace_id, root_key_id, key_hash)
  )`,
  `create index idempotent_answers_by_age on idempotent_answers (created_at_ms)`,

  `create table audit_events (
    workspace_id text collate "C" not null references workspaces (id),
    id text collate "C" not null,
    time_ms bigint not null,
    event text collate "C" not null,
    description text not null,
    actor_type text not null,
    actor_id text collate "C" not null,
    actor_name text,
    remote_ip text,
    user_agent text,
    targets json not null,
    correlation_id text,
    primary key (workspace_id, id)
  )`,
  `create index audit_events_by_time on audit_events (workspace_id, time_ms, id)`,
  `create index audit_events_by_event on audit_events (workspace_id, event, time_ms, id)`,
  `create index audit_events_by_actor on audit_events (workspace_id, actor_id, time_ms, id)`,

  // Finds the events of one target, newest first, however many there are. One statement each writes
  // and deletes it with its event. To delete by a foreign key would need a second index, as large
  // as this table.
  `create table audit_event_targets (
    workspace_id text collate "C" not null references workspaces (id),
    target_id text collate "C" not null,
    time_ms bigint not null,
    event_id text collate "C" not null,
    primary key (workspace_id, target_id, time_ms, event_id)
  )`,
];
