export interface KeyMigrationTable {
  workspace_id: string;
  id: string;
  name: string;
  algorithm: 'sha256' | 'github.com/seamapi/prefixed-api-key';
  created_at_ms: number;
}
