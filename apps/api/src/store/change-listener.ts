import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { CHANGE_CHANNEL } from './changes.js';
import { clientOptions, type DatabaseConnection } from './database.js';

interface ListenerEvents {
  readonly onPayload: (payload: string) => void;
  /** Once, when the connection ends for whatever reason but `close`. */
  readonly onLost: (reason: Error) => void;
}

export interface ChangeListener {
  /**
   * Resolves once a notification of its own has come back; everything committed before was then
   * delivered. Rejects when the server is silent for too long, since a connection can die without a
   * word, and when it answers but does not notify, as behind a pooler that shares sessions out.
   */
  ping(): Promise<void>;
  close(): Promise<void>;
}

const ANSWER_TIMEOUT_MS = 5000;

/** The database answers, but changes that other processes make would never be heard of. */
export class NoNotificationsError extends Error {
  constructor() {
    super(
      'the database does not deliver notifications: DATABASE_URL probably leads through a pooler that shares sessions between clients; connect to PostgreSQL itself, or pool by session',
    );
    this.name = 'NoNotificationsError';
  }
}

/** A connection of its own that only listens. Resolves when nothing committed can be missed. */
export async function listenForChanges(
  connection: DatabaseConnection,
  events: ListenerEvents,
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
  const ping = async () => {
    const before = echoes;
    // The server sends a session its own notifications before it says that the statement is done.
    await client.query(`notify ${echoChannel}`);
    if (echoes === before) throw new NoNotificationsError();
  };
  const close = async () => {
    over = true;
    await client.end();
  };
  try {
    await client.connect();
    await client.query(`listen ${echoChannel}`);
    await client.query(`listen ${CHANGE_CHANNEL}`);
    await ping();
  } catch (error) {
    await close();
    throw error;
  }
  return { ping, close };
}
