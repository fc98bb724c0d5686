-- Generated from the migrations by `pnpm gen`. Do not edit.

create table apis (
  workspace_id text collate "C" not null,
  id text collate "C" not null,
  name text not null,
  key_space_id text collate "C" not null,
  default_prefix text,
  default_byte_length smallint,
  ip_allow_list text[] not null default '{}'::text[],
  delete_protection boolean not null default false,
  created_at_ms bigint not null,
  updated_at_ms bigint,
  deleted_at_ms bigint,
  constraint apis_pkey PRIMARY KEY (workspace_id, id),
  constraint apis_key_space_id_key UNIQUE (key_space_id),
  constraint apis_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id),
  constraint apis_default_byte_length_check CHECK (((default_byte_length >= 16) AND (default_byte_length <= 255)))
);

create table audit_events (
  workspace_id text collate "C" not null,
  id text collate "C" not null,
  time_ms bigint not null,
  event text not null,
  description text not null,
  actor_type text not null,
  actor_id text not null,
  actor_name text,
  remote_ip text,
  user_agent text,
  targets json not null,
  correlation_id text,
  constraint audit_events_pkey PRIMARY KEY (workspace_id, id),
  constraint audit_events_workspace_id_fkey FOREIGN KEY (workspace_id) REFERENCES workspaces(id)
);
CREATE INDEX audit_events_by_time ON public.audit_events USING btree (workspace_id, time_ms DESC, id DESC);

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
CREATE UNIQUE INDEX identities_live_external_id ON public.identities USING btree (workspace_id, external_id) WHERE (deleted_at_ms IS NULL);

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
  last_used_at_ms bigint,
  created_at_ms bigint not null,
  updated_at_ms bigint,
  deleted_at_ms bigint,
  constraint keys_pkey PRIMARY KEY (workspace_id, id),
  constraint keys_hash_key UNIQUE (hash),
  constraint keys_workspace_id_api_id_fkey FOREIGN KEY (workspace_id, api_id) REFERENCES apis(workspace_id, id),
  constraint keys_workspace_id_identity_id_fkey FOREIGN KEY (workspace_id, identity_id) REFERENCES identities(workspace_id, id),
  constraint keys_check CHECK (((refill_amount IS NULL) = (refill_due_at_ms IS NULL))),
  constraint keys_check1 CHECK (((refill_amount IS NULL) OR (credits_remaining IS NOT NULL))),
  constraint keys_credits_remaining_check CHECK ((credits_remaining >= 0)),
  constraint keys_refill_amount_check CHECK ((refill_amount > 0)),
  constraint keys_refill_day_check CHECK (((refill_day >= 1) AND (refill_day <= 31)))
);
CREATE INDEX keys_of_api ON public.keys USING btree (workspace_id, api_id, id) WHERE (deleted_at_ms IS NULL);
CREATE INDEX keys_of_identity ON public.keys USING btree (workspace_id, identity_id, id) WHERE (identity_id IS NOT NULL);
CREATE INDEX keys_refill_due ON public.keys USING btree (refill_due_at_ms) WHERE ((refill_due_at_ms IS NOT NULL) AND (deleted_at_ms IS NULL));

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

create table workspaces (
  id text collate "C" not null,
  name text not null,
  enabled boolean not null default true,
  created_at_ms bigint not null,
  updated_at_ms bigint,
  constraint workspaces_pkey PRIMARY KEY (id)
);
