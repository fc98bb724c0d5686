export interface InstallationKeyTable {
  id: string;
  /** Null: it is stored as it is. */
  master_key_id: string | null;
  wrapped: Buffer;
  created_at_ms: number;
}

export interface UserTotpTable {
  user_id: string;
  /** Null: the app is not in use yet. */
  secret: Buffer | null;
  secret_key_id: string | null;
  /** Of an app that is being set up. */
  pending: Buffer | null;
  pending_key_id: string | null;
  /** The last step whose code was accepted. */
  last_step: number;
  updated_at_ms: number;
}

export interface UserRecoveryCodeTable {
  user_id: string;
  code_hash: string;
}

export interface UserPasskeyTable {
  id: string;
  user_id: string;
  credential_id: string;
  public_key: Buffer;
  counter: number;
  transports: string[];
  is_synced: boolean;
  name: string;
  created_at_ms: number;
  last_used_at_ms: number | null;
}

export interface UsedChallengeTable {
  challenge_hash: string;
  expires_at_ms: number;
}
