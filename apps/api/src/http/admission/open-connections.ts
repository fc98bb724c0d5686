import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { networkOf } from '../../lib/ip-address.js';
import { chooseVictims } from './making-room.js';

export interface ConnectionLimits {
  /** For this process. */
  readonly connectionsMax: number;
  /** For one client: an IPv4 address, or the /64 of an IPv6 one. */
  readonly perClientMax: number;
  /** Proxies that stand for many clients, so `perClientMax` does not hold for them. */
  readonly isProxy: (address: string) => boolean;
}

/** Which of the bounds was reached. */
export type FullBound = 'process' | 'client';

export interface ConnectionOptions {
  readonly limits?: ConnectionLimits;
  /** So many connections were closed, because a bound was reached. */
  readonly onFull?: (bound: FullBound, closed: number) => void;
}

const UNLIMITED: ConnectionLimits = {
  connectionsMax: Number.POSITIVE_INFINITY,
  perClientMax: Number.POSITIVE_INFINITY,
  isProxy: () => false,
};

/** Of a bound, this part is closed at once, so that a flood of connections costs little. */
const ROOM_SHARE = 1 / 16;

/**
 * The connections of a server, the number of answers that are due on each, and their bounds.
 *
 * To Node a connection is busy if it has sent nothing yet, or half of a request.
 * `closeIdleConnections` leaves it open, and the server does not close before it does. Here a
 * connection is busy from when a request has arrived until the answer is sent.
 *
 * | state of a connection | what leads to the next |
 * |---|---|
 * | QUIET: it has sent nothing, or a part of a request, or has got all answers | a whole request has arrived; room is needed; a deadline of Node; its client leaves |
 * | BUSY: an answer is due | the last answer is sent: QUIET. Its client leaves |
 * | CLOSED: it has no entry here | – |
 *
 * Invariants:
 * - After each new connection there are at most `connectionsMax`, and at most `perClientMax` of one
 *   client.
 * - A BUSY connection is never closed for another one.
 *
 * Full: `chooseVictims` says which QUIET ones are closed, up to a sixteenth of the bound at once. If
 * all are BUSY, the new one is closed.
 */
export class OpenConnections {
  readonly #limits: ConnectionLimits;
  readonly #onFull: ConnectionOptions['onFull'];
  readonly #connections = new Map<Socket, Connection>();
  readonly #perNetwork = new Map<string, number>();
  /** Of everything that makes a connection quiet. */
  #moment = 0;
  /** Connections that were closed because a bound was reached. */
  readonly closed: Record<FullBound, number> = { process: 0, client: 0 };

  constructor({ limits = UNLIMITED, onFull }: ConnectionOptions = {}) {
    this.#limits = limits;
    this.#onFull = onFull;
  }

  /** Call it before the server listens. */
  watch(server: Server): void {
    server.on('connection', (socket: Socket) => this.#add(socket));
    server.prependListener('request', (request, response) => {
      const connection = this.#connections.get(request.socket);
      if (connection === undefined) return;
      connection.unanswered += 1;
      connection.latest = request;
      response.on('close', connection.onAnswered);
    });
  }

  get open(): number {
    return this.#connections.size;
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

  #add(socket: Socket): void {
    // Without an address, the client has left already.
    const address = socket.remoteAddress ?? '';
    const network = this.#limits.isProxy(address) ? null : networkOf(address);
    const connection = this.#newConnection(socket, network);
    this.#connections.set(socket, connection);
    if (network !== null) this.#perNetwork.set(network, this.#openOf(network) + 1);
    socket.once('close', () => this.#remove(connection));
    const { connectionsMax, perClientMax } = this.#limits;
    if (network !== null && this.#openOf(network) > perClientMax) {
      this.#makeRoom('client', perClientMax, connection);
    }
    if (this.open > connectionsMax) this.#makeRoom('process', connectionsMax, connection);
  }

  #makeRoom(bound: FullBound, max: number, latest: Connection): void {
    const quiet = [...this.#connections.values()].filter(
      (one) =>
        one !== latest &&
        owedOn(one) === 0 &&
        (bound === 'process' || one.network === latest.network),
    );
    const victims = chooseVictims(quiet, {
      count: Math.ceil(max * ROOM_SHARE),
      openOf: (network) => this.#openOf(network),
    });
    if (victims.length === 0) victims.push(latest);
    for (const victim of victims) {
      // Not only when the socket has closed, because the next connection may come before.
      this.#remove(victim);
      victim.socket.destroy();
    }
    this.closed[bound] += victims.length;
    this.#onFull?.(bound, victims.length);
  }

  #remove({ socket, network }: Connection): void {
    if (!this.#connections.delete(socket) || network === null) return;
    const left = this.#openOf(network) - 1;
    if (left > 0) this.#perNetwork.set(network, left);
    else this.#perNetwork.delete(network);
  }

  #openOf(network: string): number {
    return this.#perNetwork.get(network) ?? 0;
  }

  #newConnection(socket: Socket, network: string | null): Connection {
    const connection: Connection = {
      socket,
      network,
      quietSince: this.#moment++,
      unanswered: 0,
      latest: undefined,
      afterwards: undefined,
      onAnswered: () => {
        connection.unanswered -= 1;
        connection.quietSince = this.#moment++;
        if (connection.unanswered === 0) connection.latest = undefined;
        if (connection.afterwards !== undefined && owedOn(connection) === 0) {
          connection.afterwards();
        }
      },
    };
    return connection;
  }
}

interface Connection {
  readonly socket: Socket;
  readonly network: string | null;
  quietSince: number;
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
