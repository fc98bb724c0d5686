export interface RoleTable {
  workspace_id: string;
  id: string;
  name: string;
  name_fold: string;
  description: string | null;
  created_at_ms: number;
  updated_at_ms: number | null;
}

export interface KeyRoleTable {
  workspace_id: string;
  key_id: string;
  role_id: string;
}

export interface RolePermissionTable {
  workspace_id: string;
  role_id: string;
  permission_id: string;
}
