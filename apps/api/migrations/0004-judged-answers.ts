import { type Kysely, sql } from 'kysely';

/** Older programs leave the column null, and newer ones read that as an empty list. */
export const kind = 'compatible';

/**
 * A stored answer says what was decided about the rights of its caller. They are judged again
 * before a repetition gets the answer.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw('alter table idempotent_answers add column judgements json').execute(db);
}
