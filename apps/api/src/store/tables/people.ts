import type { Generated, GeneratedAlways } from 'kysely';

export interface UserTable {
  id: string;
  email: string;
  email_fold: string;
  name: string;
  password_hash: string | null;
  password_changed_at_ms: number | null;
  created_at_ms: number;
  updated_at_ms: number | null;
}

export interface UserSessionTable {
  token_hash: string;
  id: string;
  user_id: string;
  level: string;
  must_renew: Generated<boolean>;
  created_at_ms: number;
  seen_at_ms: number;
  expires_at_ms: number;
  stepped_up_at_ms: number | null;
  ip: string | null;
  user_agent: string | null;
}

export interface MembershipTable {
  workspace_id: string;
  user_id: string;
  role: string;
  /** Null: the role is built in. */
  custom_role_id: GeneratedAlways<string | null>;
  created_at_ms: number;
  updated_at_ms: number | null;
}

export interface SetupLinkTable {
  token_hash: string;
  kind: string;
  workspace_id: string;
  created_at_ms: number;
  expires_at_ms: number;
  used_at_ms: number | null;
}

export interface LoginAttemptTable {
  name: string;
  failures: number;
  last_at_ms: number;
  blocked_until_ms: number;
}

export interface InstallationSecretTable {
  name: string;
  secret: Buffer;
  created_at_ms: number;
}
