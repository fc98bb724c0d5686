import { sql } from 'kysely';
import type { Db } from './database.js';
import { UnusableDatabaseError } from './migrate.js';

export async function ping(db: Db): Promise<void> {
  await sql`select 1`.execute(db);
}

/** The same for any number of people at once by one statement, so that asking costs next to nothing. */
export function createPing(db: Db): () => Promise<void> {
  let underWay: Promise<void> | undefined;
  return () => {
    underWay ??= ping(db).finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}

/** What the operator should look at, by SQLSTATE or socket error. */
const REASONS: Record<string, string> = {
  '28P01': 'the password is wrong',
  '28000': 'the server does not let this user in (see its pg_hba.conf)',
  '3D000': 'the database does not exist; create it first',
  ECONNREFUSED: 'nothing listens at that address',
  ENOENT: 'there is no socket at that path',
  ENOTFOUND: 'the host name is not known',
  EAI_AGAIN: 'the host name cannot be resolved at the moment',
  ETIMEDOUT: 'the host does not answer',
  EHOSTUNREACH: 'the host cannot be reached',
};

/** Tries the first connection, so that a wrong DATABASE_URL is one clear line at start. */
export async function checkConnection(db: Db): Promise<void> {
  try {
    await ping(db);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const detail = error instanceof Error ? error.message : String(error);
    throw new UnusableDatabaseError(
      `DATABASE_URL cannot be used: ${REASONS[code] ?? 'the connection failed'} (${detail || code}).`,
    );
  }
}
