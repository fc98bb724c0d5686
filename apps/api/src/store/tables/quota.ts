/** What every workspace may have, unless it has a quota of its own. */
export interface QuotaDefaultTable {
  kind: string;
  /** Null: unlimited. */
  max_count: number | null;
}

export interface WorkspaceQuotaTable {
  workspace_id: string;
  kind: string;
  /** Null: unlimited. */
  max_count: number | null;
}

/** Written by triggers. The sum over all slots is the count. */
export interface WorkspaceCountTable {
  workspace_id: string;
  kind: string;
  slot: number;
  count: number;
}
