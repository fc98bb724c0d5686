import type { ColumnType } from 'kysely';

export interface AuditEventTable {
  workspace_id: string;
  id: string;
  time_ms: number;
  event: string;
  description: string;
  actor_type: string;
  actor_id: string;
  actor_name: string | null;
  remote_ip: string | null;
  user_agent: string | null;
  /** Written as JSON text, read as the parsed list. */
  targets: ColumnType<unknown[], string, string>;
  correlation_id: string | null;
  /** Null for what no request caused, and in rows of older programs. */
  request_id: string | null;
}

/** One row for each target of an event, to find the event by. */
export interface AuditEventTargetTable {
  workspace_id: string;
  target_id: string;
  time_ms: number;
  event_id: string;
}
