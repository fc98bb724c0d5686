import { sql } from 'kysely';
import type { Db } from './database.js';
import { UnusableDatabaseError } from './migrate.js';

export async function ping(db: Db): Promise<void> {
  await sql`select 1`.execute(db);
}

/** One statement serves all callers at the same time, so a ping costs next to nothing. */
export function createPing(db: Db): () => Promise<void> {
  let underWay: Promise<void> | undefined;
  return () => {
    underWay ??= ping(db).finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}

/** The cause for the operator, by SQLSTATE or socket error. */
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

/** Opens the first connection, so that a wrong DATABASE_URL gives one clear line at start. */
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
