import { sql } from 'kysely';
import { slugOf } from '../../domain/people/slug.js';
import { newId } from '../../lib/ids.js';
import type { Tx } from '../database/database.js';

/**
 * A slug for a new workspace of this name, which no other workspace has. Two transactions that ask
 * at once wait for each other, since each would find the same slug free.
 */
export async function freeSlug(tx: Tx, name: string): Promise<string> {
  await sql`select pg_advisory_xact_lock(hashtext('unlatch.slugs'))`.execute(tx);
  const base = slugOf(name);
  for (let candidate = base; ; candidate = `${base}-${randomEnding()}`) {
    const taken = await tx
      .selectFrom('workspaces')
      .select('id')
      .where('slug', '=', candidate)
      .executeTakeFirst();
    if (taken === undefined) return candidate;
  }
}

const ENDING_LENGTH = 6;

/** Beyond chance, two of them differ in their random digits even without case. */
function randomEnding(): string {
  return newId('ws', 0).slice(-ENDING_LENGTH).toLowerCase();
}
