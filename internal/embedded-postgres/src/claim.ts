import pg from 'pg';
import { SUPERUSER } from './cluster.js';
import { EmbeddedPostgresError, errorCode, errorMessage } from './errors.js';

/**
 * Advisory locks belong to one database. This database exists in every cluster and never is the
 * service's.
 */
const CLAIM_DATABASE = 'postgres';
const CLAIM_KEY = 7070;
const OWNER_PREFIX = 'unlatch owner ';
const CONNECT_LIMIT_MS = 5_000;

/**
 * On the command line of every server: it says with which settings a running server was started.
 */
export const FINGERPRINT_SETTING = 'unlatch.fingerprint';

/**
 * `already_running` needs the owner's process id; no other data about the owner leaves the server.
 */
const CLAIM_STATEMENT = `
  select pg_try_advisory_lock($1) as claimed,
         current_setting('${FINGERPRINT_SETTING}', true) as fingerprint,
         (select activity.application_name
            from pg_locks as held
            join pg_stat_activity as activity on activity.pid = held.pid
           where held.locktype = 'advisory' and held.objid = $1 and held.granted
             and activity.datname = current_database()
           limit 1) as owner`;

const SERVER_IS_ABSENT = new Set(['ENOENT', 'ECONNREFUSED']);
const ACCESS_IS_DENIED = new Set(['EACCES', 'EPERM', '28000', '28P01']);

export interface Endpoint {
  host: string;
  port: number;
}

/** Ownership of the server. It lasts exactly as long as this session. */
export interface Claim {
  client: pg.Client;
  fingerprint: string | null;
  lost: Promise<void>;
}

export type ClaimAttempt =
  | { kind: 'claimed'; claim: Claim }
  | { kind: 'held'; ownerPid: number }
  | { kind: 'absent' }
  /** A server exists but accepts no sessions now: it starts, recovers or stops. */
  | { kind: 'busy'; reason: string };

export async function tryToClaim(endpoint: Endpoint, password: string): Promise<ClaimAttempt> {
  const client = new pg.Client({
    ...endpoint,
    user: SUPERUSER,
    password,
    database: CLAIM_DATABASE,
    ssl: false,
    application_name: `${OWNER_PREFIX}${process.pid}`,
    connectionTimeoutMillis: CONNECT_LIMIT_MS,
  });
  const lost = new Promise<void>((resolve) => client.once('end', resolve));
  // A broken session ends as well; only its end matters.
  client.on('error', () => {});
  try {
    await client.connect();
    const { rows } = await client.query<ClaimRow>(CLAIM_STATEMENT, [CLAIM_KEY]);
    const attempt = judge(rows[0], client, lost);
    if (attempt.kind !== 'claimed') await client.end();
    return attempt;
  } catch (error) {
    void client.end().catch(() => {});
    return judgeFailure(error, endpoint);
  }
}

interface ClaimRow {
  claimed: boolean;
  fingerprint: string | null;
  owner: string | null;
}

function judge(row: ClaimRow | undefined, client: pg.Client, lost: Promise<void>): ClaimAttempt {
  if (row === undefined) throw new Error('a select without from returned no row');
  if (row.claimed)
    return { kind: 'claimed', claim: { client, fingerprint: row.fingerprint, lost } };
  if (row.owner === null) return { kind: 'busy', reason: 'its owner is just leaving' };
  return { kind: 'held', ownerPid: Number(row.owner.slice(OWNER_PREFIX.length)) };
}

function judgeFailure(error: unknown, endpoint: Endpoint): ClaimAttempt {
  const code = errorCode(error) ?? '';
  if (SERVER_IS_ABSENT.has(code)) return { kind: 'absent' };
  if (!ACCESS_IS_DENIED.has(code)) return { kind: 'busy', reason: errorMessage(error) };
  throw new EmbeddedPostgresError(
    'damaged_data_directory',
    `The running PostgreSQL at ${endpoint.host} refuses the password stored beside its files ` +
      `(${errorMessage(error)}). Restore the password file, or set DATA_DIR to another directory.`,
    { cause: error },
  );
}
