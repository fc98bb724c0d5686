import type { GeneratedAlways } from 'kysely';

export interface TeamRoleTable {
  workspace_id: string;
  id: string;
  name: string;
  name_fold: string;
  description: string | null;
  permissions: string[];
  created_at_ms: number;
  updated_at_ms: number | null;
}

export interface InvitationTable {
  workspace_id: string;
  id: string;
  email: string;
  email_fold: string;
  role: string;
  custom_role_id: GeneratedAlways<string | null>;
  /** SHA-256 of the token that the link has. */
  token_hash: string;
  /** As in the audit log. */
  inviter_type: string;
  inviter_id: string;
  inviter_name: string;
  mail: 'none' | 'sending' | 'sent' | 'failed';
  created_at_ms: number;
  expires_at_ms: number;
}
