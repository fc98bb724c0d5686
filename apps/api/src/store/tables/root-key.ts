export interface RootKeyTable {
  workspace_id: string;
  id: string;
  hash: string;
  start: string;
  name: string | null;
  permissions: string[];
  enabled: boolean;
  expires_at_ms: number | null;
  created_at_ms: number;
  updated_at_ms: number | null;
  deleted_at_ms: number | null;
}
