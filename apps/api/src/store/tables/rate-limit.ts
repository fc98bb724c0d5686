export interface RateLimitTable {
  workspace_id: string;
  id: string;
  /** Exactly one of these two is set. */
  key_id: string | null;
  identity_id: string | null;
  name: string;
  limit_max: number;
  window_ms: number;
  auto_apply: boolean;
  created_at_ms: number;
  updated_at_ms: number | null;
}

export interface RateLimitNamespaceTable {
  workspace_id: string;
  id: string;
  name: string;
  created_at_ms: number;
  updated_at_ms: number | null;
  deleted_at_ms: number | null;
}

export interface RateLimitOverrideTable {
  workspace_id: string;
  id: string;
  namespace_id: string;
  identifier: string;
  limit_max: number;
  window_ms: number;
  created_at_ms: number;
  updated_at_ms: number | null;
}
