import type { ColumnType } from 'kysely';

export interface IdentityTable {
  workspace_id: string;
  id: string;
  external_id: string;
  /** Written as JSON text, read as the parsed object. */
  meta: ColumnType<Record<string, unknown>, string | undefined, string>;
  created_at_ms: number;
  updated_at_ms: number | null;
  deleted_at_ms: number | null;
}
