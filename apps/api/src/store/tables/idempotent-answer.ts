export interface IdempotentAnswerTable {
  workspace_id: string;
  root_key_id: string;
  key_hash: string;
  request_hash: string;
  /** Null only within the transaction that creates the row. */
  answer: Buffer | null;
  created_at_ms: number;
}
