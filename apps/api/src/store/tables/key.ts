import type { ColumnType } from 'kysely';

export interface KeyTable {
  workspace_id: string;
  id: string;
  api_id: string;
  hash: string;
  start: string;
  prefix: string | null;
  byte_length: number | null;
  name: string | null;
  identity_id: string | null;
  /** Written as JSON text, read as the parsed object. */
  meta: ColumnType<Record<string, unknown> | null, string | null, string | null>;
  enabled: boolean;
  expires_at_ms: number | null;
  credits_remaining: number | null;
  refill_amount: number | null;
  refill_day: number | null;
  refill_due_at_ms: number | null;
  pending_migration_id: string | null;
  created_at_ms: number;
  updated_at_ms: number | null;
  deleted_at_ms: number | null;
}
