export interface RootKeyTable {
  workspace_id: string;
  id: string;
  hash: string;
  start: string;
  /** The last characters. Empty: they were not recorded. */
  ending: string;
  name: string | null;
  permissions: string[];
  enabled: boolean;
  expires_at_ms: number | null;
  created_at_ms: number;
  updated_at_ms: number | null;
  deleted_at_ms: number | null;
}

export interface RootKeyLastUsedTable {
  workspace_id: string;
  root_key_id: string;
  last_used_at_ms: number;
}
