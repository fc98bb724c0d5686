import type { Generated } from 'kysely';

export interface WorkspaceTable {
  id: string;
  name: string;
  enabled: boolean;
  api_requests_per_minute: number | null;
  log_retention_days: Generated<number>;
  audit_retention_days: Generated<number>;
  created_at_ms: number;
  updated_at_ms: number | null;
}
