import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { type MasterKeys, parseMasterKeys } from '../src/engine/vault/master-keys.js';
import type { Db } from '../src/store/database/database.js';

/** An entry of MASTER_KEYS. */
export function newMasterKey(id: string): string {
  return `${id}:${randomBytes(32).toString('base64')}`;
}

export function masterKeysOf(...entries: readonly string[]): MasterKeys {
  const parsed = parseMasterKeys(entries.join(','));
  if ('problems' in parsed) throw new Error(parsed.problems.join('; '));
  return parsed.masterKeys;
}

/** All rows of the database, as a dump would show them. With `text`, only rows that contain it. */
export async function dumpRows(
  db: Db,
  text = '',
  isWanted: (table: string) => boolean = () => true,
): Promise<string> {
  const { rows: tables } = await sql<{ name: string }>`
    select relname as name from pg_stat_user_tables where schemaname = 'public'
    order by relname`.execute(db);
  const wanted = tables.filter(({ name }) => isWanted(name));
  const dumps = wanted.map(async ({ name }) => {
    const { rows } = await sql<{ row: string }>`
      select dumped::text as row from ${sql.table(name)} as dumped
      where position(${text} in dumped::text) > 0
      order by 1`.execute(db);
    return rows.map(({ row }) => row).join('\n');
  });
  return (await Promise.all(dumps)).join('\n');
}

/** Every form in which a dump or a log could show a secret. */
export function formsOf(secret: Buffer | string): string[] {
  const bytes = Buffer.from(secret);
  return [bytes.toString('latin1'), bytes.toString('hex'), bytes.toString('base64')];
}
