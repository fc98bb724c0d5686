export interface DataKeyTable {
  workspace_id: string;
  id: string;
  master_key_id: string;
  wrapped: Buffer;
  created_at_ms: number;
}

export interface EncryptedKeyTable {
  workspace_id: string;
  key_id: string;
  data_key_id: string;
  ciphertext: Buffer;
  created_at_ms: number;
}
