import { sql } from 'kysely';
import type { Db, Tx } from '../database/database.js';

/** The place where the answer to one request is stored. */
export interface AnswerPlace {
  readonly workspaceId: string;
  /**
   * The caller's namespace of Idempotency-Keys. It may hold the id of any caller. Its column is
   * called `root_key_id`, because processes of earlier versions write it too.
   */
  readonly callerId: string;
  readonly keyHash: string;
}

export interface StoredAnswer {
  readonly requestHash: string;
  readonly sealed: Buffer;
  /** What was decided about the rights of the caller. Any list of JSON objects. */
  readonly judgements: readonly unknown[];
}

/**
 * Takes the place for the request, if it is free or its answer is older than `expiredAtMs`. Of
 * several requests for one place, one has it and the others wait here. If it commits, the others
 * are refused. If it rolls back, the next one gets the place.
 */
export async function claimAnswerPlace(
  tx: Tx,
  place: AnswerPlace,
  claim: { requestHash: string; nowMs: number; expiredAtMs: number },
): Promise<boolean> {
  const { rows } = await sql`
    insert into idempotent_answers
      (workspace_id, root_key_id, key_hash, request_hash, answer, created_at_ms)
    values (${place.workspaceId}, ${place.callerId}, ${place.keyHash},
      ${claim.requestHash}, null, ${claim.nowMs})
    on conflict (workspace_id, root_key_id, key_hash) do update set
      request_hash = excluded.request_hash,
      answer = null,
      judgements = null,
      created_at_ms = excluded.created_at_ms
    where idempotent_answers.created_at_ms <= ${claim.expiredAtMs}
    returning true`.execute(tx);
  return rows.length > 0;
}

export async function releaseAnswerPlace(tx: Tx, place: AnswerPlace): Promise<void> {
  await tx
    .deleteFrom('idempotent_answers')
    .where('workspace_id', '=', place.workspaceId)
    .where('root_key_id', '=', place.callerId)
    .where('key_hash', '=', place.keyHash)
    .execute();
}

export async function storeAnswer(
  tx: Tx,
  place: AnswerPlace,
  { sealed, judgements }: Omit<StoredAnswer, 'requestHash'>,
): Promise<void> {
  await tx
    .updateTable('idempotent_answers')
    .set({ answer: sealed, judgements: JSON.stringify(judgements) })
    .where('workspace_id', '=', place.workspaceId)
    .where('root_key_id', '=', place.callerId)
    .where('key_hash', '=', place.keyHash)
    .execute();
}

export async function findAnswer(
  db: Db,
  place: AnswerPlace,
  { expiredAtMs }: { expiredAtMs: number },
): Promise<StoredAnswer | undefined> {
  const row = await db
    .selectFrom('idempotent_answers')
    .select(['request_hash', 'answer', 'judgements'])
    .where('workspace_id', '=', place.workspaceId)
    .where('root_key_id', '=', place.callerId)
    .where('key_hash', '=', place.keyHash)
    .where('created_at_ms', '>', expiredAtMs)
    .where('answer', 'is not', null)
    .$narrowType<{ answer: Buffer }>()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  // A version of the program that stored no judgements has written a null.
  const judgements = row.judgements ?? [];
  return { requestHash: row.request_hash, sealed: row.answer, judgements };
}

/** Deletes the oldest first, at most `max` of them. Returns how many it deleted. */
export async function deleteExpiredAnswers(
  tx: Tx,
  { expiredAtMs, max }: { expiredAtMs: number; max: number },
): Promise<number> {
  // A row that a request takes over at this moment is locked. Once it is unlocked, it is no longer
  // old.
  const { numAffectedRows } = await sql`
    delete from idempotent_answers
    where (workspace_id, root_key_id, key_hash) in (
      select workspace_id, root_key_id, key_hash
      from idempotent_answers
      where created_at_ms <= ${expiredAtMs}
      order by created_at_ms
      limit ${max}
      for update skip locked
    )`.execute(tx);
  return Number(numAffectedRows ?? 0);
}
