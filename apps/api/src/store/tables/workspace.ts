import type { Generated } from 'kysely';

export interface WorkspaceTable {
  id: string;
  name: string;
  enabled: boolean;
  api_requests_per_minute: number | null;
  log_retention_days: Generated<number>;
  audit_retention_days: Generated<number>;
  audit_kept_days: Generated<number | null>;
  audit_kept_until_ms: Generated<number | null>;
  strict_rights: Generated<boolean>;
  /** Null: an older program has made the workspace. */
  slug: Generated<string | null>;
  created_at_ms: number;
  updated_at_ms: number | null;
  deleted_at_ms: Generated<number | null>;
}
