import type { ColumnType } from 'kysely';

export interface IdempotentAnswerTable {
  workspace_id: string;
  root_key_id: string;
  key_hash: string;
  request_hash: string;
  /** Null only within the transaction that creates the row. */
  answer: Buffer | null;
  /** What was decided about the rights of the caller, as a list. */
  judgements: ColumnType<readonly unknown[] | null, string | null, string | null>;
  created_at_ms: number;
}
