import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { OperatorError } from '../../lib/operator-error.js';
import { clientOptions, type DatabaseConnection } from '../database/database.js';
import { DATABASE_NOW_MS } from '../database/database-time.js';
import { CHANGE_CHANNEL } from './changes.js';
import { type CounterLockMode, counterLockAttempt, takeCounterLock } from './counter-lock.js';

interface ListenerEvents {
  readonly onPayload: (payload: string) => void;
  /** Called once, when the connection ends for any reason except `close`. */
  readonly onLost: (reason: Error) => void;
}

/** A lock that the session holds for as long as it lasts, besides listening. */
interface HeldLock {
  readonly mode: CounterLockMode;
  /**
   * Called after connecting and with each ping: whether the session has the lock. Each ping tries
   * to take it.
   */
  readonly onHeld: (held: boolean) => void;
}

export interface ChangeListener {
  /**
   * Resolves with the time of the database once a notification of its own has come back. Every
   * earlier commit was then delivered.
   *
   * It rejects when the server is silent for too long, since a connection can die without an error.
   * It also rejects when the server answers but does not notify, as behind a pooler that shares
   * sessions.
   */
  ping(): Promise<number>;
  close(): Promise<void>;
}

const ANSWER_TIMEOUT_MS = 5000;

/** The database answers, but this process would not learn of changes by other processes. */
export class NoNotificationsError extends OperatorError {
  constructor() {
    super(
      'the database does not deliver notifications: DATABASE_URL probably leads through a pooler that shares sessions between clients; connect to PostgreSQL itself, or pool by session',
    );
  }
}

/** A separate connection that only listens. Resolves once it can miss no commit. */
export async function listenForChanges(
  connection: DatabaseConnection,
  events: ListenerEvents,
  lock?: HeldLock,
): Promise<ChangeListener> {
  const client = new pg.Client({
    ...clientOptions(connection),
    query_timeout: ANSWER_TIMEOUT_MS,
  });
  let over = false;
  const lose = (reason: Error) => {
    if (over) return;
    over = true;
    events.onLost(reason);
  };
  client.on('error', lose);
  client.on('end', () => lose(new Error('the server closed the connection')));
  const echoChannel = `unlatch_echo_${randomUUID().replaceAll('-', '')}`;
  let echoes = 0;
  client.on('notification', ({ channel, payload = '' }) => {
    if (channel === echoChannel) echoes += 1;
    else events.onPayload(payload);
  });
  let holdsLock = false;
  const ping = async () => {
    const before = echoes;
    const holds = lock === undefined || holdsLock ? 'true' : counterLockAttempt(lock.mode);
    // The server sends a session its own notifications before it says that the statement is done.
    const { rows } = await client.query<{ now_ms: number; holds: boolean }>(
      `select pg_notify('${echoChannel}', ''), ${DATABASE_NOW_MS} as now_ms, ${holds} as holds`,
    );
    if (echoes === before || rows[0] === undefined) throw new NoNotificationsError();
    holdsLock = rows[0].holds;
    lock?.onHeld(holdsLock);
    return rows[0].now_ms;
  };
  const close = async () => {
    over = true;
    await client.end();
  };
  try {
    await client.connect();
    await client.query(`listen ${echoChannel}`);
    await client.query(`listen ${CHANGE_CHANNEL}`);
    if (lock !== undefined) holdsLock = await takeCounterLock(client, lock.mode);
    await ping();
  } catch (error) {
    await close();
    throw error;
  }
  return { ping, close };
}
