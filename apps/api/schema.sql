-- What the migrations make, written by `pnpm --filter @unlatch/service schema`.

create table analytics_engines (
  id text collate "C" not null,
  adopted_at_ms bigint not null,
  constraint analytics_engines_pkey PRIMARY KEY (id)
);

create table analytics_spans (
  rollup text collate "C" not null,
  start_ms bigint not null,
  changes bigint not null,
  changed_at_ms bigint not null,
  sealed_changes bigint not null default 0,
  sealed_at_ms bigint,
  constraint analytics_spans_pkey PRIMARY KEY (rollup, start_ms)
);

create table api_requests (
  workspace_id text collate "C" not null,
  time_ms bigint not null,
  request_id text collate "C" not null,
  method text collate "C" not null,
  path text collate "C" not null,
  status smallint not null,
  code text collate "C" not null,
  latency_us integer not null,
  root_key_id text collate "C" not null,
  ip text collate "C" not null,
  user_agent text not null,
  request_headers text[],
  request_body text,
  response_body text
) partition by RANGE (time_ms);
CREATE INDEX api_requests_by_id ON ONLY public.api_requests USING btree (workspace_id, request_id);
CREATE INDEX api_requests_by_time ON ONLY public.api_requests USING btree (workspace_id, time_ms, request_id);

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
CREATE TRIGGER count_deleted AFTER DELETE ON public.apis REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_deleted_live('apis');
CREATE TRIGGER count_inserted AFTER INSERT ON public.apis REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_inserted_live('apis');
CREATE TRIGGER count_marked AFTER UPDATE OF deleted_at_ms ON public.apis FOR EACH ROW WHEN (((old.deleted_at_ms IS NULL) <> (new.deleted_at_ms IS NULL))) EXECUTE FUNCTION count_marked('apis');

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
  request_id text collate "C",
  constraint audit_events_pkey PRIMARY KEY (workspace_id, id),
  constraint audit_events_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id)
);
CREATE INDEX audit_events_by_actor ON public.audit_events USING btree (workspace_id, actor_id, time_ms, id);
CREATE INDEX audit_events_by_event ON public.audit_events USING btree (workspace_id, event, time_ms, id);
CREATE INDEX audit_events_by_request ON public.audit_events USING btree (workspace_id, request_id, time_ms, id) WHERE (request_id IS NOT NULL);
CREATE INDEX audit_events_by_time ON public.audit_events USING btree (workspace_id, time_ms, id);

create table billable_per_day (
  workspace_id text collate "C" not null,
  day_ms bigint not null,
  kind text collate "C" not null,
  slot integer not null,
  count bigint not null,
  constraint billable_per_day_pkey PRIMARY KEY (workspace_id, day_ms, kind, slot)
);
CREATE INDEX billable_per_day_by_day ON public.billable_per_day USING btree (day_ms);

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

create table event_outbox (
  time_ms bigint not null,
  batch_id text collate "C" not null,
  kind text collate "C" not null,
  count integer not null,
  bytes integer not null,
  days integer[] not null,
  landed_at_ms bigint not null default ((EXTRACT(epoch FROM clock_timestamp()) * (1000)::numeric))::bigint,
  group_id text collate "C",
  delivered_at_ms bigint,
  refused_at_ms bigint,
  payload bytea not null,
  constraint event_outbox_pkey PRIMARY KEY (time_ms, batch_id)
) partition by RANGE (time_ms);
CREATE INDEX event_outbox_grouped ON ONLY public.event_outbox USING btree (kind, group_id) WHERE ((group_id IS NOT NULL) AND (delivered_at_ms IS NULL) AND (refused_at_ms IS NULL));
CREATE INDEX event_outbox_waiting ON ONLY public.event_outbox USING btree (kind, landed_at_ms, batch_id) WHERE (group_id IS NULL);

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
CREATE INDEX identities_deleted ON public.identities USING btree (deleted_at_ms) WHERE (deleted_at_ms IS NOT NULL);
CREATE INDEX identities_live ON public.identities USING btree (workspace_id, id) INCLUDE (external_id) WHERE (deleted_at_ms IS NULL);
CREATE INDEX identities_search ON public.identities USING gin (search_grams(workspace_id, ((id || '
'::text) || external_id))) WITH (gin_pending_list_limit='512') WHERE (deleted_at_ms IS NULL);
CREATE UNIQUE INDEX identities_live_external_id ON public.identities USING btree (workspace_id, external_id) WHERE (deleted_at_ms IS NULL);
CREATE TRIGGER count_deleted AFTER DELETE ON public.identities REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_deleted_live('identities');
CREATE TRIGGER count_inserted AFTER INSERT ON public.identities REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_inserted_live('identities');
CREATE TRIGGER count_marked AFTER UPDATE OF deleted_at_ms ON public.identities FOR EACH ROW WHEN (((old.deleted_at_ms IS NULL) <> (new.deleted_at_ms IS NULL))) EXECUTE FUNCTION count_marked('identities');

create table installation_keys (
  id text collate "C" not null,
  master_key_id text collate "C",
  wrapped bytea not null,
  created_at_ms bigint not null,
  constraint installation_keys_pkey PRIMARY KEY (id)
);

create table installation_secrets (
  name text collate "C" not null,
  secret bytea not null,
  created_at_ms bigint not null,
  constraint installation_secrets_pkey PRIMARY KEY (name)
);

create table invitations (
  workspace_id text collate "C" not null,
  id text collate "C" not null,
  email text not null,
  email_fold text collate "C" not null,
  role text collate "C" not null,
  custom_role_id text collate "C" default 
CASE
    WHEN (role ~~ 'teamrole\_%'::text) THEN role
    ELSE NULL::text
END,
  token_hash text collate "C" not null,
  inviter_type text collate "C" not null,
  inviter_id text collate "C" not null,
  inviter_name text not null,
  mail text collate "C" not null,
  created_at_ms bigint not null,
  expires_at_ms bigint not null,
  constraint invitations_pkey PRIMARY KEY (workspace_id, id),
  constraint invitations_token_hash_key UNIQUE (token_hash),
  constraint invitations_workspace_id_email_fold_key UNIQUE (workspace_id, email_fold),
  constraint invitations_workspace_id_custom_role_id_fkey FOREIGN KEY (workspace_id, custom_role_id) REFERENCES team_roles(workspace_id, id),
  constraint invitations_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id) ON DELETE CASCADE,
  constraint invitations_mail_check CHECK ((mail = ANY (ARRAY['none'::text, 'sending'::text, 'sent'::text, 'failed'::text])))
);
CREATE INDEX invitations_by_custom_role ON public.invitations USING btree (workspace_id, custom_role_id) WHERE (custom_role_id IS NOT NULL);
CREATE TRIGGER count_deleted AFTER DELETE ON public.invitations REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_deleted('invitations');
CREATE TRIGGER count_inserted AFTER INSERT ON public.invitations REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_inserted('invitations');

create table key_last_used (
  workspace_id text collate "C" not null,
  key_id text collate "C" not null,
  last_used_at_ms bigint not null,
  api_id text collate "C",
  used_minute bigint,
  constraint key_last_used_pkey PRIMARY KEY (workspace_id, key_id),
  constraint key_last_used_workspace_id_key_id_fkey FOREIGN KEY (workspace_id, key_id) REFERENCES keys(workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX key_last_used_by_minute ON public.key_last_used USING btree (workspace_id, api_id, used_minute, key_id);
CREATE TRIGGER complete_last_use BEFORE INSERT OR UPDATE ON public.key_last_used FOR EACH ROW WHEN (((new.api_id IS NULL) OR (new.used_minute IS DISTINCT FROM (new.last_used_at_ms / 60000)))) EXECUTE FUNCTION complete_last_use();

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
CREATE TRIGGER count_deleted AFTER DELETE ON public.key_migrations REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_deleted('migrations');
CREATE TRIGGER count_inserted AFTER INSERT ON public.key_migrations REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_inserted('migrations');

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
  constraint keys_workspace_id_hash_key UNIQUE (workspace_id, hash),
  constraint keys_workspace_id_api_id_fkey FOREIGN KEY (workspace_id, api_id) REFERENCES apis(workspace_id, id),
  constraint keys_workspace_id_identity_id_fkey FOREIGN KEY (workspace_id, identity_id) REFERENCES identities(workspace_id, id),
  constraint keys_workspace_id_pending_migration_id_fkey FOREIGN KEY (workspace_id, pending_migration_id) REFERENCES key_migrations(workspace_id, id),
  constraint keys_check CHECK (((refill_amount IS NULL) = (refill_due_at_ms IS NULL))),
  constraint keys_check1 CHECK (((refill_amount IS NULL) OR (credits_remaining IS NOT NULL))),
  constraint keys_credits_remaining_check CHECK ((credits_remaining >= 0)),
  constraint keys_refill_amount_check CHECK ((refill_amount > 0)),
  constraint keys_refill_day_check CHECK (((refill_day >= 1) AND (refill_day <= 31)))
);
CREATE INDEX keys_by_expiry ON public.keys USING btree (workspace_id, api_id, COALESCE(expires_at_ms, '9007199254740991'::bigint), id) WHERE (deleted_at_ms IS NULL);
CREATE INDEX keys_by_name ON public.keys USING btree (workspace_id, api_id, COALESCE(lower(("left"(name, 100) COLLATE "C")), ''::text), id) WHERE (deleted_at_ms IS NULL);
CREATE INDEX keys_deleted ON public.keys USING btree (deleted_at_ms) WHERE (deleted_at_ms IS NOT NULL);
CREATE INDEX keys_disabled ON public.keys USING btree (workspace_id, api_id, id) WHERE ((NOT enabled) AND (deleted_at_ms IS NULL));
CREATE INDEX keys_of_api ON public.keys USING btree (workspace_id, api_id, id) WHERE (deleted_at_ms IS NULL);
CREATE INDEX keys_of_identity ON public.keys USING btree (workspace_id, identity_id, id) WHERE (identity_id IS NOT NULL);
CREATE INDEX keys_refill_due ON public.keys USING btree (refill_due_at_ms) WHERE ((refill_due_at_ms IS NOT NULL) AND (deleted_at_ms IS NULL));
CREATE INDEX keys_search ON public.keys USING gin (search_grams(api_id, ((((id || '
'::text) || start) || '
'::text) || COALESCE(name, ''::text)))) WITH (gin_pending_list_limit='512') WHERE (deleted_at_ms IS NULL);
CREATE TRIGGER count_deleted AFTER DELETE ON public.keys REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_deleted_live('keys');
CREATE TRIGGER count_inserted AFTER INSERT ON public.keys REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_inserted_live('keys');
CREATE TRIGGER count_marked AFTER UPDATE OF deleted_at_ms ON public.keys FOR EACH ROW WHEN (((old.deleted_at_ms IS NULL) <> (new.deleted_at_ms IS NULL))) EXECUTE FUNCTION count_marked('keys');

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

create table limit_identifiers_per_hour (
  workspace_id text collate "C" not null,
  hour_ms bigint not null,
  count bigint not null,
  constraint limit_identifiers_per_hour_pkey PRIMARY KEY (workspace_id, hour_ms)
) partition by RANGE (hour_ms);

create table login_attempts (
  name text collate "C" not null,
  failures integer not null,
  last_at_ms bigint not null,
  blocked_until_ms bigint not null,
  constraint login_attempts_pkey PRIMARY KEY (name)
);
CREATE INDEX login_attempts_by_time ON public.login_attempts USING btree (last_at_ms);

create table memberships (
  workspace_id text collate "C" not null,
  user_id text collate "C" not null,
  role text collate "C" not null,
  created_at_ms bigint not null,
  updated_at_ms bigint,
  custom_role_id text collate "C" default 
CASE
    WHEN (role ~~ 'teamrole\_%'::text) THEN role
    ELSE NULL::text
END,
  constraint memberships_pkey PRIMARY KEY (workspace_id, user_id),
  constraint memberships_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint memberships_workspace_id_custom_role_id_fkey FOREIGN KEY (workspace_id, custom_role_id) REFERENCES team_roles(workspace_id, id),
  constraint memberships_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id) ON DELETE CASCADE
);
CREATE INDEX memberships_by_custom_role ON public.memberships USING btree (workspace_id, custom_role_id) WHERE (custom_role_id IS NOT NULL);
CREATE INDEX memberships_of_user ON public.memberships USING btree (user_id, workspace_id);
CREATE TRIGGER count_deleted AFTER DELETE ON public.memberships REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_deleted('members');
CREATE TRIGGER count_inserted AFTER INSERT ON public.memberships REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_inserted('members');

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
CREATE TRIGGER count_deleted AFTER DELETE ON public.permissions REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_deleted('permissions');
CREATE TRIGGER count_inserted AFTER INSERT ON public.permissions REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_inserted('permissions');

create table quota_defaults (
  kind text collate "C" not null,
  max_count bigint,
  constraint quota_defaults_pkey PRIMARY KEY (kind),
  constraint quota_defaults_max_count_check CHECK ((max_count >= 0))
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
CREATE TRIGGER count_deleted AFTER DELETE ON public.rate_limit_namespaces REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_deleted_live('namespaces');
CREATE TRIGGER count_inserted AFTER INSERT ON public.rate_limit_namespaces REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_inserted_live('namespaces');
CREATE TRIGGER count_marked AFTER UPDATE OF deleted_at_ms ON public.rate_limit_namespaces FOR EACH ROW WHEN (((old.deleted_at_ms IS NULL) <> (new.deleted_at_ms IS NULL))) EXECUTE FUNCTION count_marked('namespaces');

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
CREATE TRIGGER count_deleted AFTER DELETE ON public.rate_limit_overrides REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_deleted('overrides');
CREATE TRIGGER count_inserted AFTER INSERT ON public.rate_limit_overrides REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_inserted('overrides');

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
CREATE TRIGGER count_deleted AFTER DELETE ON public.roles REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_deleted('roles');
CREATE TRIGGER count_inserted AFTER INSERT ON public.roles REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_inserted('roles');

create table root_key_last_used (
  workspace_id text collate "C" not null,
  root_key_id text collate "C" not null,
  last_used_at_ms bigint not null,
  constraint root_key_last_used_pkey PRIMARY KEY (workspace_id, root_key_id),
  constraint root_key_last_used_workspace_id_root_key_id_fkey FOREIGN KEY (workspace_id, root_key_id) REFERENCES root_keys(workspace_id, id) ON DELETE CASCADE
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
  ending text not null default ''::text,
  constraint root_keys_pkey PRIMARY KEY (workspace_id, id),
  constraint root_keys_hash_key UNIQUE (hash),
  constraint root_keys_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id)
);
CREATE INDEX root_keys_deleted ON public.root_keys USING btree (deleted_at_ms) WHERE (deleted_at_ms IS NOT NULL);
CREATE INDEX root_keys_live ON public.root_keys USING btree (workspace_id, id) WHERE (deleted_at_ms IS NULL);
CREATE TRIGGER count_deleted AFTER DELETE ON public.root_keys REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_deleted_live('rootKeys');
CREATE TRIGGER count_inserted AFTER INSERT ON public.root_keys REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_inserted_live('rootKeys');
CREATE TRIGGER count_marked AFTER UPDATE OF deleted_at_ms ON public.root_keys FOR EACH ROW WHEN (((old.deleted_at_ms IS NULL) <> (new.deleted_at_ms IS NULL))) EXECUTE FUNCTION count_marked('rootKeys');

create table setup_links (
  token_hash text collate "C" not null,
  kind text not null,
  workspace_id text collate "C" not null,
  created_at_ms bigint not null,
  expires_at_ms bigint not null,
  used_at_ms bigint,
  constraint setup_links_pkey PRIMARY KEY (token_hash),
  constraint setup_links_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id) ON DELETE CASCADE,
  constraint setup_links_kind_check CHECK ((kind = ANY (ARRAY['first'::text, 'operator'::text])))
);

create table team_roles (
  workspace_id text collate "C" not null,
  id text collate "C" not null,
  name text not null,
  name_fold text collate "C" not null,
  description text,
  permissions text[] not null,
  created_at_ms bigint not null,
  updated_at_ms bigint,
  constraint team_roles_pkey PRIMARY KEY (workspace_id, id),
  constraint team_roles_workspace_id_name_fold_key UNIQUE (workspace_id, name_fold),
  constraint team_roles_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id) ON DELETE CASCADE,
  constraint team_roles_id_check CHECK ((id ~~ 'teamrole\_%'::text))
);
CREATE TRIGGER count_deleted AFTER DELETE ON public.team_roles REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_deleted('teamRoles');
CREATE TRIGGER count_inserted AFTER INSERT ON public.team_roles REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION count_inserted('teamRoles');

create table used_challenges (
  challenge_hash text collate "C" not null,
  expires_at_ms bigint not null,
  constraint used_challenges_pkey PRIMARY KEY (challenge_hash)
);
CREATE INDEX used_challenges_by_expiry ON public.used_challenges USING btree (expires_at_ms);

create table user_passkeys (
  id text collate "C" not null,
  user_id text collate "C" not null,
  credential_id text collate "C" not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  is_synced boolean not null,
  name text not null,
  created_at_ms bigint not null,
  last_used_at_ms bigint,
  constraint user_passkeys_pkey PRIMARY KEY (id),
  constraint user_passkeys_credential_id_key UNIQUE (credential_id),
  constraint user_passkeys_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);
CREATE INDEX user_passkeys_of_user ON public.user_passkeys USING btree (user_id, id);

create table user_recovery_codes (
  user_id text collate "C" not null,
  code_hash text collate "C" not null,
  constraint user_recovery_codes_pkey PRIMARY KEY (user_id, code_hash),
  constraint user_recovery_codes_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE
);

create table user_sessions (
  token_hash text collate "C" not null,
  id text collate "C" not null,
  user_id text collate "C" not null,
  level text not null,
  must_renew boolean not null default false,
  created_at_ms bigint not null,
  seen_at_ms bigint not null,
  expires_at_ms bigint not null,
  stepped_up_at_ms bigint,
  ip text,
  user_agent text,
  constraint user_sessions_pkey PRIMARY KEY (token_hash),
  constraint user_sessions_id_key UNIQUE (id),
  constraint user_sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint user_sessions_level_check CHECK ((level = ANY (ARRAY['full'::text, 'totpNeeded'::text])))
);
CREATE INDEX user_sessions_by_seen ON public.user_sessions USING btree (seen_at_ms);
CREATE INDEX user_sessions_of_user ON public.user_sessions USING btree (user_id, created_at_ms);

create table user_totps (
  user_id text collate "C" not null,
  secret bytea,
  secret_key_id text collate "C",
  pending bytea,
  pending_key_id text collate "C",
  last_step bigint not null,
  updated_at_ms bigint not null,
  constraint user_totps_pkey PRIMARY KEY (user_id),
  constraint user_totps_pending_key_id_fkey FOREIGN KEY (pending_key_id) REFERENCES installation_keys(id),
  constraint user_totps_secret_key_id_fkey FOREIGN KEY (secret_key_id) REFERENCES installation_keys(id),
  constraint user_totps_user_id_fkey FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  constraint user_totps_check CHECK (((secret IS NULL) = (secret_key_id IS NULL))),
  constraint user_totps_check1 CHECK (((pending IS NULL) = (pending_key_id IS NULL)))
);

create table users (
  id text collate "C" not null,
  email text not null,
  email_fold text collate "C" not null,
  name text not null,
  password_hash text,
  password_changed_at_ms bigint,
  created_at_ms bigint not null,
  updated_at_ms bigint,
  constraint users_pkey PRIMARY KEY (id),
  constraint users_email_fold_key UNIQUE (email_fold),
  constraint users_check CHECK (((password_hash IS NULL) = (password_changed_at_ms IS NULL)))
);

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

create table workspace_counts (
  workspace_id text collate "C" not null,
  kind text collate "C" not null,
  slot bigint not null,
  count bigint not null,
  constraint workspace_counts_pkey PRIMARY KEY (workspace_id, kind, slot),
  constraint workspace_counts_kind_fkey FOREIGN KEY (kind) REFERENCES quota_defaults(kind),
  constraint workspace_counts_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id)
);
CREATE CONSTRAINT TRIGGER quota AFTER INSERT OR UPDATE ON public.workspace_counts DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION judge_quota();

create table workspace_quotas (
  workspace_id text collate "C" not null,
  kind text collate "C" not null,
  max_count bigint,
  constraint workspace_quotas_pkey PRIMARY KEY (workspace_id, kind),
  constraint workspace_quotas_kind_fkey FOREIGN KEY (kind) REFERENCES quota_defaults(kind),
  constraint workspace_quotas_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id),
  constraint workspace_quotas_max_count_check CHECK ((max_count >= 0))
);

create table workspaces (
  id text collate "C" not null,
  name text not null,
  enabled boolean not null default true,
  api_requests_per_minute bigint,
  log_retention_days integer not null default 30,
  audit_retention_days integer not null default 90,
  created_at_ms bigint not null,
  updated_at_ms bigint,
  audit_kept_days integer,
  audit_kept_until_ms bigint,
  strict_rights boolean not null default false,
  deleted_at_ms bigint,
  slug text collate "C",
  constraint workspaces_pkey PRIMARY KEY (id),
  constraint workspaces_slug_key UNIQUE (slug),
  constraint workspaces_api_requests_per_minute_check CHECK ((api_requests_per_minute >= 0)),
  constraint workspaces_audit_retention_days_check CHECK ((audit_retention_days > 0)),
  constraint workspaces_log_retention_days_check CHECK ((log_retention_days > 0))
);

CREATE OR REPLACE FUNCTION public.add_to_count(workspace text, counted text, added bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
  declare
    free bigint;
  begin
    select slot into free from workspace_counts
    where workspace_id = workspace and kind = counted
    limit 1 for no key update skip locked;
    if found then
      update workspace_counts set count = count + added
      where workspace_id = workspace and kind = counted and slot = free;
    else
      insert into workspace_counts (workspace_id, kind, slot, count)
      values (workspace, counted, floor(random() * 9007199254740991), added);
    end if;
  end $function$;

CREATE OR REPLACE FUNCTION public.complete_last_use()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    new.used_minute := new.last_used_at_ms / 60000;
    if new.api_id is null then
      select api_id into new.api_id from keys
      where workspace_id = new.workspace_id and id = new.key_id;
    end if;
    return new;
  end $function$;

CREATE OR REPLACE FUNCTION public.count_deleted()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    perform add_to_count(workspace_id, tg_argv[0], -count(*))
    from changed group by workspace_id;
    return null;
  end $function$;

CREATE OR REPLACE FUNCTION public.count_deleted_live()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    perform add_to_count(workspace_id, tg_argv[0], -count(*))
    from changed where deleted_at_ms is null group by workspace_id;
    return null;
  end $function$;

CREATE OR REPLACE FUNCTION public.count_inserted()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    perform add_to_count(workspace_id, tg_argv[0], count(*))
    from changed group by workspace_id;
    return null;
  end $function$;

CREATE OR REPLACE FUNCTION public.count_inserted_live()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    perform add_to_count(workspace_id, tg_argv[0], count(*))
    from changed where deleted_at_ms is null group by workspace_id;
    return null;
  end $function$;

CREATE OR REPLACE FUNCTION public.count_marked()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  begin
    perform add_to_count(new.workspace_id, tg_argv[0],
      case when new.deleted_at_ms is null then 1 else -1 end);
    return null;
  end $function$;

CREATE OR REPLACE FUNCTION public.judge_quota()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
  declare
    added bigint := case tg_op when 'INSERT' then new.count else new.count - old.count end;
    quota bigint;
    total bigint;
    margin bigint := 40 * current_setting('max_connections')::bigint;
    name integer := hashtext(new.workspace_id || ' ' || new.kind);
  begin
    if added <= 0 then return null; end if;
    select case when own.kind is null then usual.max_count else own.max_count end into quota
    from quota_defaults as usual
    left join workspace_quotas as own
      on own.kind = usual.kind and own.workspace_id = new.workspace_id
    where usual.kind = new.kind;
    if quota is null then return null; end if;
    select sum(count) into total from workspace_counts
    where workspace_id = new.workspace_id and kind = new.kind;
    if added <= 10 and quota - total >= margin then
      perform pg_advisory_xact_lock_shared(hashtext('unlatch.quota'), name);
      select sum(count) into total from workspace_counts
      where workspace_id = new.workspace_id and kind = new.kind;
      if quota - total >= margin / 2 then return null; end if;
      raise exception 'the quota came near' using errcode = '40001';
    end if;
    perform pg_advisory_xact_lock(hashtext('unlatch.quota'), name);
    select sum(count) into total from workspace_counts
    where workspace_id = new.workspace_id and kind = new.kind;
    if total <= quota then return null; end if;
    raise exception 'quota of % exceeded', new.kind
      using errcode = '53U01', constraint = new.kind, detail = quota::text;
  end $function$;

CREATE OR REPLACE FUNCTION public.search_grams(scope text, document text)
 RETURNS integer[]
 LANGUAGE plpgsql
 IMMUTABLE PARALLEL SAFE STRICT
AS $function$
  declare
    folded text := lower(document collate "C");
    grams integer[] := '{}';
  begin
    for i in 1 .. length(folded) - 2 loop
      grams := grams || hashtext(scope || substr(folded, i, 3));
    end loop;
    return grams;
  end $function$;
