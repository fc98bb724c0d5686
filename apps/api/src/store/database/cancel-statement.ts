import { connect } from 'node:net';
import type pg from 'pg';

/** The code of a request to cancel, in the place of the version of the protocol. */
const CANCEL_CODE = 80_877_102;
const MESSAGE_BYTES = 16;

/**
 * Asks the server to end the current statement of this connection, over a connection of its own, as
 * the protocol wants it. It needs no login: the secret came with the connection. Nothing tells
 * whether it has worked, except that the statement fails.
 */
export function cancelStatement(client: pg.PoolClient): void {
  const secret = secretOf(client);
  if (secret === undefined) return;
  const message = Buffer.alloc(MESSAGE_BYTES);
  message.writeInt32BE(MESSAGE_BYTES, 0);
  message.writeInt32BE(CANCEL_CODE, 4);
  message.writeInt32BE(secret.processID, 8);
  message.writeInt32BE(secret.secretKey, 12);
  const { host, port } = secret;
  const socket = connect(
    host.startsWith('/') ? { path: `${host}/.s.PGSQL.${port}` } : { host, port },
  );
  socket.on('error', () => undefined);
  socket.setTimeout(CANCEL_TIMEOUT_MS, () => socket.destroy());
  socket.end(message);
}

const CANCEL_TIMEOUT_MS = 5000;

interface Secret {
  readonly host: string;
  readonly port: number;
  readonly processID: number;
  readonly secretKey: number;
}

/** The types of `pg` do not have these, although all of its clients do after the login. */
function secretOf(client: object): Secret | undefined {
  const { host, port, processID, secretKey }: Partial<Record<keyof Secret, unknown>> = client;
  if (typeof host !== 'string' || typeof port !== 'number') return undefined;
  if (typeof processID !== 'number' || typeof secretKey !== 'number') return undefined;
  return { host, port, processID, secretKey };
}
