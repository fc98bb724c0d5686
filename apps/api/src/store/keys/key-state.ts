import type { CreditState } from '../../domain/credits/credit-state.js';
import type { Tx } from '../database/database.js';
import { selectLiveKeys } from './keys.js';

/** What an operation can change about a key, except its limits, permissions and roles. */
export interface KeyState {
  readonly name: string | null;
  readonly identityId: string | null;
  /** JSON text. */
  readonly meta: string | null;
  readonly enabled: boolean;
  readonly expiresAtMs: number | null;
  readonly credits: CreditState;
}

export interface KeyWithState extends KeyState {
  readonly workspaceId: string;
  readonly keyId: string;
  readonly apiId: string;
  readonly apiName: string;
  readonly keySpaceId: string;
  readonly hash: string;
  readonly start: string;
  readonly prefix: string | null;
  readonly byteLength: number | null;
}

/** For a caller that has locked the key by `lockLiveKey`, so that the state stays true. */
export async function readKeyState(
  tx: Tx,
  { workspaceId, keyId }: { workspaceId: string; keyId: string },
): Promise<KeyWithState> {
  const row = await selectLiveKeys(tx)
    .select([
      'apis.name as api_name',
      'keys.start',
      'keys.prefix',
      'keys.byte_length',
      'keys.name',
      'keys.identity_id',
      // The text and not the parsed object, so that exactly the sent text is written back.
      (eb) => eb.cast<string | null>('keys.meta', 'text').as('meta'),
      'keys.enabled',
      'keys.expires_at_ms',
      'keys.credits_remaining',
      'keys.refill_amount',
      'keys.refill_day',
      'keys.refill_due_at_ms',
    ])
    .where('keys.workspace_id', '=', workspaceId)
    .where('keys.id', '=', keyId)
    .executeTakeFirstOrThrow();
  return {
    workspaceId,
    keyId,
    apiId: row.api_id,
    apiName: row.api_name,
    keySpaceId: row.key_space_id,
    hash: row.hash,
    start: row.start,
    prefix: row.prefix,
    byteLength: row.byte_length,
    name: row.name,
    identityId: row.identity_id,
    meta: row.meta,
    enabled: row.enabled,
    expiresAtMs: row.expires_at_ms,
    credits: toCreditState(row),
  };
}

/**
 * Writes every part of the state. The caller has held the row lock of the key since it read the
 * state.
 */
export async function writeKeyState(
  tx: Tx,
  key: KeyState & {
    readonly workspaceId: string;
    readonly keyId: string;
    readonly nowMs: number;
  },
): Promise<void> {
  await tx
    .updateTable('keys')
    .set({
      name: key.name,
      identity_id: key.identityId,
      meta: key.meta,
      enabled: key.enabled,
      expires_at_ms: key.expiresAtMs,
      credits_remaining: key.credits.remaining,
      refill_amount: key.credits.refill?.amount ?? null,
      refill_day: key.credits.refill?.day ?? null,
      refill_due_at_ms: key.credits.refill?.dueAtMs ?? null,
      updated_at_ms: key.nowMs,
    })
    .where('workspace_id', '=', key.workspaceId)
    .where('id', '=', key.keyId)
    .execute();
}

function toCreditState(row: {
  credits_remaining: number | null;
  refill_amount: number | null;
  refill_day: number | null;
  refill_due_at_ms: number | null;
}): CreditState {
  const { credits_remaining: remaining, refill_amount: amount, refill_due_at_ms: dueAtMs } = row;
  // The table has both amount and due time, or neither.
  if (amount === null || dueAtMs === null) return { remaining, refill: null };
  return { remaining, refill: { amount, day: row.refill_day, dueAtMs } };
}
