import type { Generated } from 'kysely';

export interface ApiTable {
  workspace_id: string;
  id: string;
  name: string;
  key_space_id: string;
  default_prefix: string | null;
  default_byte_length: number | null;
  ip_allow_list: Generated<string[]>;
  delete_protection: Generated<boolean>;
  stores_recoverable_keys: Generated<boolean>;
  created_at_ms: number;
  updated_at_ms: number | null;
  deleted_at_ms: number | null;
}
