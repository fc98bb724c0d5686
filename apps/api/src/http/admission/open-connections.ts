import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * The connections of a server, and the number of answers that are due on each.
 *
 * To Node a connection is busy if it has sent nothing yet, or half of a request.
 * `closeIdleConnections` leaves it open, and the server does not close before it does. Here a
 * connection is busy from when the headers of a request have arrived until the answer is sent.
 *
 * Bounded by the number of connections: when one closes, its entry is removed.
 */
export class OpenConnections {
  readonly #connections = new Map<Socket, Connection>();

  /** Call it before the server listens. */
  constructor(server: Server) {
    server.on('connection', (socket: Socket) => {
      this.#connections.set(socket, newConnection());
      socket.once('close', () => this.#connections.delete(socket));
    });
    server.prependListener('request', (request, response) => {
      const connection = this.#connections.get(request.socket);
      if (connection === undefined) return;
      connection.unanswered += 1;
      connection.latest = request;
      response.on('close', connection.onAnswered);
    });
  }

  /** Requests that have arrived completely and wait for their answer. */
  get owed(): number {
    let owed = 0;
    for (const connection of this.#connections.values()) owed += owedOn(connection);
    return owed;
  }

  /**
   * Calls `act` once no complete request of the connection waits for its answer. Of several calls
   * that wait, the first counts.
   */
  whenNothingIsOwed(socket: Socket, act: () => void): void {
    const connection = this.#connections.get(socket);
    if (connection === undefined || owedOn(connection) === 0) act();
    else connection.afterwards ??= act;
  }

  closeIdle(): void {
    for (const [socket, { unanswered }] of this.#connections) {
      if (unanswered === 0) socket.destroy();
    }
  }
}

interface Connection {
  unanswered: number;
  /** Set only while it waits, so that idle connections keep no requests in memory. */
  latest: IncomingMessage | undefined;
  /** What waits until nothing is owed. */
  afterwards: (() => void) | undefined;
  /** Created once per connection, because there are many requests. */
  readonly onAnswered: () => void;
}

/**
 * On one connection, all requests before the latest are complete, or the latest could not have
 * begun.
 */
function owedOn({ unanswered, latest }: Connection): number {
  return latest?.complete === false ? unanswered - 1 : unanswered;
}

function newConnection(): Connection {
  const connection: Connection = {
    unanswered: 0,
    latest: undefined,
    afterwards: undefined,
    onAnswered() {
      connection.unanswered -= 1;
      if (connection.unanswered === 0) connection.latest = undefined;
      if (connection.afterwards !== undefined && owedOn(connection) === 0) connection.afterwards();
    },
  };
  return connection;
}
