import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * The connections of a server, and how many answers each is owed.
 *
 * Node takes a connection that has sent nothing yet, or half of a request, for a busy one, so
 * `closeIdleConnections` leaves it open, and the server does not close before it does. Here it is
 * busy from when the headers of a request are there until the answer is out.
 *
 * Bounded by the connections that there are: one that closes is forgotten with all it was owed.
 */
export class OpenConnections {
  readonly #connections = new Map<Socket, Connection>();

  /** Before the server listens. */
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

  /** Requests that have arrived whole and wait for their answer. */
  get owed(): number {
    let owed = 0;
    for (const { unanswered, latest } of this.#connections.values()) {
      // Those before the latest on the same connection are whole, or it could not have begun.
      owed += latest?.complete === false ? unanswered - 1 : unanswered;
    }
    return owed;
  }

  closeIdle(): void {
    for (const [socket, { unanswered }] of this.#connections) {
      if (unanswered === 0) socket.destroy();
    }
  }
}

interface Connection {
  unanswered: number;
  /** Only while it waits, so that idle connections keep no requests in memory. */
  latest: IncomingMessage | undefined;
  /** Made once, because requests are many. */
  readonly onAnswered: () => void;
}

function newConnection(): Connection {
  const connection: Connection = {
    unanswered: 0,
    latest: undefined,
    onAnswered() {
      connection.unanswered -= 1;
      if (connection.unanswered === 0) connection.latest = undefined;
    },
  };
  return connection;
}
