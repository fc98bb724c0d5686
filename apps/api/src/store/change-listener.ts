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
   * Resolves once the server has answered; everything committed before was then delivered. Rejects
   * when the answer takes too long, since a connection can die without a word.
   */
  ping(): Promise<void>;
  close(): Promise<void>;
}

const ANSWER_TIMEOUT_MS = 5000;

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
  client.on('notification', (message) => events.onPayload(message.payload ?? ''));
  const close = async () => {
    over = true;
    await client.end();
  };
  try {
    await client.connect();
    await client.query(`listen ${CHANGE_CHANNEL}`);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    async ping() {
      await client.query('select 1');
    },
    close,
  };
}
