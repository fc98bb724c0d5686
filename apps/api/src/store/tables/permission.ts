export interface PermissionTable {
  workspace_id: string;
  id: string;
  name: string;
  slug: string;
  slug_fold: string;
  description: string | null;
  created_at_ms: number;
  updated_at_ms: number | null;
}

export interface KeyPermissionTable {
  workspace_id: string;
  key_id: string;
  permission_id: string;
}
