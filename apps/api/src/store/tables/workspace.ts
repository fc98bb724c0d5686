export interface WorkspaceTable {
  id: string;
  name: string;
  enabled: boolean;
  created_at_ms: number;
  updated_at_ms: number | null;
}
