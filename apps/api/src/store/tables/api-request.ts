/** An answered request. It is partitioned by `time_ms`. A text without a value is empty. */
export interface ApiRequestTable {
  workspace_id: string;
  time_ms: number;
  request_id: string;
  method: string;
  path: string;
  status: number;
  /** Of the problem. */
  code: string;
  latency_us: number;
  root_key_id: string;
  ip: string;
  user_agent: string;
  /** These three are null unless the operator has them logged. */
  request_headers: string[] | null;
  request_body: string | null;
  response_body: string | null;
}
