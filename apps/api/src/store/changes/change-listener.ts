import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { OperatorError } from '../../lib/operator-error.js';
import { clientOptions, type DatabaseConnection } from '../database/database.js';
import { DATABASE_NOW_MS } from '../database/database-time.js';
import { CHANGE_CHANNEL } from './changes.js';
import { type CounterLockMode, counterLockAttempt, takeCounterLock } from './counter-lock.js';

interface ListenerEvents {
  readonly onPayload: (payload: string) => void;
  /** Once, when the connection ends for whatever reason but `close`. */
  readonly onLost: (reason: Error) => void;
}

/** What the session holds for as long as it lasts, besides listening. */
interface HeldLock {
  readonly mode: CounterLockMode;
  /** Tells after connecting and with each ping whether the session has it; it is tried each time. */
  readonly onHeld: (held: boolean) => void;
}

export interface ChangeListener {
  /**
   * Resolves once a notification of its own has come back; everything committed before was then
   * delivered. Tells what time it is for the database. Rejects when the server is silent for too long, since a connection can die without a
   * word, and when it answers but does not notify, as behind a pooler that shares sessions out.
   */
  ping(): Promise<number>;
  close(): Promise<void>;
}

const ANSWER_TIMEOUT_MS = 5000;

/** The database answers, but changes that other processes make would never be heard of. */
export class NoNotificationsError extends OperatorError {
  constructor() {
    super(
      'the database does not deliver notifications: DATABASE_URL probably leads through a pooler that shares sessions between clients; connect to PostgreSQL itself, or pool by session',
    );
  }
}

/** A connection of its own that only listens. Resolves when nothing committed can be missed. */
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
