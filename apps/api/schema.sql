-- What the migrations make, written by `pnpm --filter @unlatch/service schema`.

create table apis (
  workspace_id text collate "C" not null,
  id text collate "C" not null,
  name text not null,
  key_space_id text collate "C" not null,
  default_prefix text,
  default_byte_length smallint,
  ip_allow_list text[] not null default '{}'::text[],
  delete_protection boolean not null default false,
  stores_recoverable_keys boolean not null default false,
  created_at_ms bigint not null,
  updated_at_ms bigint,
  deleted_at_ms bigint,
  constraint apis_pkey PRIMARY KEY (workspace_id, id),
  constraint apis_key_space_id_key UNIQUE (key_space_id),
  constraint apis_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id),
  constraint apis_default_byte_length_check CHECK (((default_byte_length >= 16) AND (default_byte_length <= 255)))
);

create table audit_event_targets (
  workspace_id text collate "C" not null,
  target_id text collate "C" not null,
  time_ms bigint not null,
  event_id text collate "C" not null,
  constraint audit_event_targets_pkey PRIMARY KEY (workspace_id, target_id, time_ms, event_id),
  constraint audit_event_targets_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id)
);

create table audit_events (
  workspace_id text collate "C" not null,
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
  constraint audit_events_pkey PRIMARY KEY (workspace_id, id),
  constraint audit_events_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id)
);
CREATE INDEX audit_events_by_actor ON public.audit_events USING btree (workspace_id, actor_id, time_ms, id);
CREATE INDEX audit_events_by_event ON public.audit_events USING btree (workspace_id, event, time_ms, id);
CREATE INDEX audit_events_by_time ON public.audit_events USING btree (workspace_id, time_ms, id);

create table data_keys (
  workspace_id text collate "C" not null,
  id text collate "C" not null,
  master_key_id text collate "C" not null,
  wrapped bytea not null,
  created_at_ms bigint not null,
  constraint data_keys_pkey PRIMARY KEY (workspace_id, id),
  constraint data_keys_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id)
);

create table encrypted_keys (
  workspace_id text collate "C" not null,
  key_id text collate "C" not null,
  data_key_id text collate "C" not null,
  ciphertext bytea not null,
  created_at_ms bigint not null,
  constraint encrypted_keys_pkey PRIMARY KEY (workspace_id, key_id),
  constraint encrypted_keys_workspace_id_data_key_id_fkey FOREIGN KEY (workspace_id, data_key_id) REFERENCES data_keys(workspace_id, id),
  constraint encrypted_keys_workspace_id_key_id_fkey FOREIGN KEY (workspace_id, key_id) REFERENCES keys(workspace_id, id) ON DELETE CASCADE
);

create table event_batches (
  time_ms bigint not null,
  id text collate "C" not null,
  constraint event_batches_pkey PRIMARY KEY (time_ms, id)
) partition by RANGE (time_ms);

create table idempotent_answers (
  workspace_id text collate "C" not null,
  root_key_id text collate "C" not null,
  key_hash text collate "C" not null,
  request_hash text collate "C" not null,
  answer bytea,
  created_at_ms bigint not null,
  judgements json,
  constraint idempotent_answers_pkey PRIMARY KEY (workspace_id, root_key_id, key_hash),
  constraint idempotent_answers_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id)
);
CREATE INDEX idempotent_answers_by_age ON public.idempotent_answers USING btree (created_at_ms);

create table identities (
  workspace_id text collate "C" not null,
  id text collate "C" not null,
  external_id text collate "C" not null,
  meta json not null default '{}'::json,
  created_at_ms bigint not null,
  updated_at_ms bigint,
  deleted_at_ms bigint,
  constraint identities_pkey PRIMARY KEY (workspace_id, id),
  constraint identities_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id)
);
CREATE INDEX identities_live ON public.identities USING btree (workspace_id, id) INCLUDE (external_id) WHERE (deleted_at_ms IS NULL);
CREATE UNIQUE INDEX identities_live_external_id ON public.identities USING btree (workspace_id, external_id) WHERE (deleted_at_ms IS NULL);

create table key_last_used (
  workspace_id text collate "C" not null,
  key_id text collate "C" not null,
  last_used_at_ms bigint not null,
  constraint key_last_used_pkey PRIMARY KEY (workspace_id, key_id),
  constraint key_last_used_workspace_id_key_id_fkey FOREIGN KEY (workspace_id, key_id) REFERENCES keys(workspace_id, id) ON DELETE CASCADE
);

create table key_migrations (
  workspace_id text collate "C" not null,
  id text collate "C" not null,
  name text not null,
  algorithm text not null,
  created_at_ms bigint not null,
  constraint key_migrations_pkey PRIMARY KEY (workspace_id, id),
  constraint key_migrations_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id),
  constraint key_migrations_algorithm_check CHECK ((algorithm = ANY (ARRAY['sha256'::text, 'github.com/seamapi/prefixed-api-key'::text])))
);

create table key_permissions (
  workspace_id text collate "C" not null,
  key_id text collate "C" not null,
  permission_id text collate "C" not null,
  constraint key_permissions_pkey PRIMARY KEY (workspace_id, key_id, permission_id),
  constraint key_permissions_workspace_id_key_id_fkey FOREIGN KEY (workspace_id, key_id) REFERENCES keys(workspace_id, id) ON DELETE CASCADE,
  constraint key_permissions_workspace_id_permission_id_fkey FOREIGN KEY (workspace_id, permission_id) REFERENCES permissions(workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX key_permissions_of_permission ON public.key_permissions USING btree (workspace_id, permission_id);

create table key_roles (
  workspace_id text collate "C" not null,
  key_id text collate "C" not null,
  role_id text collate "C" not null,
  constraint key_roles_pkey PRIMARY KEY (workspace_id, key_id, role_id),
  constraint key_roles_workspace_id_key_id_fkey FOREIGN KEY (workspace_id, key_id) REFERENCES keys(workspace_id, id) ON DELETE CASCADE,
  constraint key_roles_workspace_id_role_id_fkey FOREIGN KEY (workspace_id, role_id) REFERENCES roles(workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX key_roles_of_role ON public.key_roles USING btree (workspace_id, role_id);

create table keys (
  workspace_id text collate "C" not null,
  id text collate "C" not null,
  api_id text collate "C" not null,
  hash text collate "C" not null,
  start text not null,
  prefix text,
  byte_length smallint,
  name text,
  identity_id text collate "C",
  meta json,
  enabled boolean not null,
  expires_at_ms bigint,
  credits_remaining bigint,
  refill_amount bigint,
  refill_day smallint,
  refill_due_at_ms bigint,
  pending_migration_id text collate "C",
  created_at_ms bigint not null,
  updated_at_ms bigint,
  deleted_at_ms bigint,
  constraint keys_pkey PRIMARY KEY (workspace_id, id),
  constraint keys_hash_key UNIQUE (hash),
  constraint keys_workspace_id_api_id_fkey FOREIGN KEY (workspace_id, api_id) REFERENCES apis(workspace_id, id),
  constraint keys_workspace_id_identity_id_fkey FOREIGN KEY (workspace_id, identity_id) REFERENCES identities(workspace_id, id),
  constraint keys_workspace_id_pending_migration_id_fkey FOREIGN KEY (workspace_id, pending_migration_id) REFERENCES key_migrations(workspace_id, id),
  constraint keys_check CHECK (((refill_amount IS NULL) = (refill_due_at_ms IS NULL))),
  constraint keys_check1 CHECK (((refill_amount IS NULL) OR (credits_remaining IS NOT NULL))),
  constraint keys_credits_remaining_check CHECK ((credits_remaining >= 0)),
  constraint keys_refill_amount_check CHECK ((refill_amount > 0)),
  constraint keys_refill_day_check CHECK (((refill_day >= 1) AND (refill_day <= 31)))
);
CREATE INDEX keys_of_api ON public.keys USING btree (workspace_id, api_id, id) WHERE (deleted_at_ms IS NULL);
CREATE INDEX keys_of_identity ON public.keys USING btree (workspace_id, identity_id, id) WHERE (identity_id IS NOT NULL);
CREATE INDEX keys_refill_due ON public.keys USING btree (refill_due_at_ms) WHERE ((refill_due_at_ms IS NOT NULL) AND (deleted_at_ms IS NULL));

create table limit_checks (
  workspace_id text collate "C" not null,
  time_ms bigint not null,
  request_id text collate "C" not null,
  item smallint not null,
  namespace_id text collate "C" not null,
  identifier text collate "C" not null,
  passed boolean not null,
  cost bigint not null,
  limit_max bigint not null,
  remaining bigint not null,
  reset_at_ms bigint not null,
  override_id text collate "C" not null,
  latency_us integer not null
) partition by RANGE (time_ms);
CREATE INDEX limit_checks_by_time ON ONLY public.limit_checks USING btree (workspace_id, time_ms);

create table limit_checks_per_hour (
  workspace_id text collate "C" not null,
  hour_ms bigint not null,
  namespace_id text collate "C" not null,
  identifier text collate "C" not null,
  count bigint not null,
  passed bigint not null,
  cost numeric not null,
  passed_cost numeric not null,
  latency_us bigint not null,
  constraint limit_checks_per_hour_pkey PRIMARY KEY (workspace_id, hour_ms, namespace_id, identifier)
) partition by RANGE (hour_ms);

create table permissions (
  workspace_id text collate "C" not null,
  id text collate "C" not null,
  name text not null,
  slug text collate "C" not null,
  slug_fold text collate "C" not null,
  description text,
  created_at_ms bigint not null,
  updated_at_ms bigint,
  constraint permissions_pkey PRIMARY KEY (workspace_id, id),
  constraint permissions_workspace_id_slug_fold_key UNIQUE (workspace_id, slug_fold),
  constraint permissions_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id)
);

create table rate_limit_namespaces (
  workspace_id text collate "C" not null,
  id text collate "C" not null,
  name text collate "C" not null,
  created_at_ms bigint not null,
  updated_at_ms bigint,
  deleted_at_ms bigint,
  constraint rate_limit_namespaces_pkey PRIMARY KEY (workspace_id, id),
  constraint rate_limit_namespaces_workspace_id_name_key UNIQUE (workspace_id, name),
  constraint rate_limit_namespaces_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id)
);
CREATE INDEX rate_limit_namespaces_live ON public.rate_limit_namespaces USING btree (workspace_id, id) WHERE (deleted_at_ms IS NULL);

create table rate_limit_overrides (
  workspace_id text collate "C" not null,
  id text collate "C" not null,
  namespace_id text collate "C" not null,
  identifier text collate "C" not null,
  limit_max bigint not null,
  window_ms bigint not null,
  created_at_ms bigint not null,
  updated_at_ms bigint,
  constraint rate_limit_overrides_pkey PRIMARY KEY (workspace_id, id),
  constraint rate_limit_overrides_workspace_id_namespace_id_identifier_key UNIQUE (workspace_id, namespace_id, identifier),
  constraint rate_limit_overrides_workspace_id_namespace_id_fkey FOREIGN KEY (workspace_id, namespace_id) REFERENCES rate_limit_namespaces(workspace_id, id) ON DELETE CASCADE,
  constraint rate_limit_overrides_limit_max_check CHECK ((limit_max >= 0)),
  constraint rate_limit_overrides_window_ms_check CHECK ((window_ms >= 1000))
);
CREATE INDEX rate_limit_overrides_of_namespace ON public.rate_limit_overrides USING btree (workspace_id, namespace_id, id);

create table rate_limits (
  workspace_id text collate "C" not null,
  id text collate "C" not null,
  key_id text collate "C",
  identity_id text collate "C",
  name text collate "C" not null,
  limit_max bigint not null,
  window_ms bigint not null,
  auto_apply boolean not null,
  created_at_ms bigint not null,
  updated_at_ms bigint,
  constraint rate_limits_pkey PRIMARY KEY (workspace_id, id),
  constraint rate_limits_workspace_id_identity_id_name_key UNIQUE (workspace_id, identity_id, name),
  constraint rate_limits_workspace_id_key_id_name_key UNIQUE (workspace_id, key_id, name),
  constraint rate_limits_workspace_id_identity_id_fkey FOREIGN KEY (workspace_id, identity_id) REFERENCES identities(workspace_id, id) ON DELETE CASCADE,
  constraint rate_limits_workspace_id_key_id_fkey FOREIGN KEY (workspace_id, key_id) REFERENCES keys(workspace_id, id) ON DELETE CASCADE,
  constraint rate_limits_check CHECK ((num_nonnulls(key_id, identity_id) = 1)),
  constraint rate_limits_limit_max_check CHECK ((limit_max > 0)),
  constraint rate_limits_window_ms_check CHECK ((window_ms >= 1000))
);

create table role_permissions (
  workspace_id text collate "C" not null,
  role_id text collate "C" not null,
  permission_id text collate "C" not null,
  constraint role_permissions_pkey PRIMARY KEY (workspace_id, role_id, permission_id),
  constraint role_permissions_workspace_id_permission_id_fkey FOREIGN KEY (workspace_id, permission_id) REFERENCES permissions(workspace_id, id) ON DELETE CASCADE,
  constraint role_permissions_workspace_id_role_id_fkey FOREIGN KEY (workspace_id, role_id) REFERENCES roles(workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX role_permissions_of_permission ON public.role_permissions USING btree (workspace_id, permission_id);

create table roles (
  workspace_id text collate "C" not null,
  id text collate "C" not null,
  name text not null,
  name_fold text collate "C" not null,
  description text,
  created_at_ms bigint not null,
  updated_at_ms bigint,
  constraint roles_pkey PRIMARY KEY (workspace_id, id),
  constraint roles_workspace_id_name_fold_key UNIQUE (workspace_id, name_fold),
  constraint roles_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id)
);

create table root_keys (
  workspace_id text collate "C" not null,
  id text collate "C" not null,
  hash text collate "C" not null,
  start text not null,
  name text,
  permissions text[] not null,
  enabled boolean not null default true,
  expires_at_ms bigint,
  created_at_ms bigint not null,
  updated_at_ms bigint,
  deleted_at_ms bigint,
  constraint root_keys_pkey PRIMARY KEY (workspace_id, id),
  constraint root_keys_hash_key UNIQUE (hash),
  constraint root_keys_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id)
);
CREATE INDEX root_keys_live ON public.root_keys USING btree (workspace_id, id) WHERE (deleted_at_ms IS NULL);

create table verifications (
  workspace_id text collate "C" not null,
  time_ms bigint not null,
  request_id text collate "C" not null,
  api_id text collate "C" not null,
  key_id text collate "C" not null,
  identity_id text collate "C" not null,
  code text collate "C" not null,
  tags text[] not null,
  spent_credits bigint not null,
  latency_us integer not null
) partition by RANGE (time_ms);
CREATE INDEX verifications_by_time ON ONLY public.verifications USING btree (workspace_id, time_ms);

create table verifications_per_hour (
  workspace_id text collate "C" not null,
  hour_ms bigint not null,
  api_id text collate "C" not null,
  key_id text collate "C" not null,
  identity_id text collate "C" not null,
  code text collate "C" not null,
  count bigint not null,
  spent_credits bigint not null,
  latency_us bigint not null,
  constraint verifications_per_hour_pkey PRIMARY KEY (workspace_id, hour_ms, api_id, key_id, identity_id, code)
) partition by RANGE (hour_ms);

create table workspaces (
  id text collate "C" not null,
  name text not null,
  enabled boolean not null default true,
  api_requests_per_minute bigint,
  log_retention_days integer not null default 30,
  audit_retention_days integer not null default 90,
  created_at_ms bigint not null,
  updated_at_ms bigint,
  constraint workspaces_pkey PRIMARY KEY (id),
  constraint workspaces_api_requests_per_minute_check CHECK ((api_requests_per_minute >= 0)),
  constraint workspaces_audit_retention_days_check CHECK ((audit_retention_days > 0)),
  constraint workspaces_log_retention_days_check CHECK ((log_retention_days > 0))
);
