import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Answers that are complete, but that their clients have not taken yet. The kernel takes most
 * answers at once. The others stay in the memory of this process until the client reads.
 *
 * | state of a connection | what leads to the next |
 * |---|---|
 * | CLEAR: nothing is left in this process | an answer that the kernel does not take at once |
 * | TAKING: its bytes and a deadline are known here | all is taken; the deadline; a bound |
 *
 * Invariants:
 * - A client has GRACE_MS and one second for each RATE_MIN bytes. Each answer that it has taken
 *   whole gives it the same again for the rest. Then its connection is destroyed.
 * - A connection holds at most CONNECTION_BYTES_MAX, or a single answer. Node stops reading from a
 *   connection whose answers wait, but first serves the requests that it has already read.
 * - All connections together hold at most TOTAL_BYTES_MAX. Beyond that, those that hold most are
 *   destroyed. From three quarters of it on, lists and charts are refused: see `isNearlyFull`.
 *
 * A connection has an entry here from its first answer that was not taken at once until it closes.
 *
 * Bytes that all answers share, such as a document, take no memory of their own. They count for the
 * deadline and not for the bounds.
 */
const GRACE_MS = 10_000;
const RATE_MIN = 50_000;
const CONNECTION_BYTES_MAX = 16 * 1024 * 1024;
const TOTAL_BYTES_MAX = 64 * 1024 * 1024;
const REFUSING_FROM_BYTES = 0.75 * TOTAL_BYTES_MAX;

interface Taking {
  readonly socket: Socket;
  answers: number;
  bytes: number;
  ownBytes: number;
  dueMs: number;
}

export class Untaken {
  readonly #nowMs: () => number;
  readonly #connections = new Map<Socket, Taking>();
  readonly #shared = new WeakSet<ServerResponse>();
  #ownBytes = 0;
  /** Connections that were destroyed because their clients did not take their answers. */
  destroyed = 0;

  /** `nowMs`: milliseconds of a clock that never goes back. */
  constructor({ nowMs }: { readonly nowMs: () => number }) {
    this.#nowMs = nowMs;
  }

  /** Bytes of answers that take memory of their own. */
  get ownBytes(): number {
    return this.#ownBytes;
  }

  get isNearlyFull(): boolean {
    return this.#ownBytes >= REFUSING_FROM_BYTES;
  }

  /** The body of this response belongs to a document. Call it before the response ends. */
  share(response: ServerResponse): void {
    this.#shared.add(response);
  }

  /** An answer is complete, and so many of its bytes are still in this process. */
  add(response: ServerResponse, bytes: number): void {
    const { socket } = response.req;
    // Requests that were read before their connection was destroyed are still answered.
    if (socket.destroyed) return;
    const taking = this.#takingOf(socket);
    const ownBytes = this.#shared.has(response) ? 0 : bytes;
    if (taking.answers === 0) taking.dueMs = this.#nowMs() + GRACE_MS;
    taking.answers += 1;
    taking.bytes += bytes;
    taking.ownBytes += ownBytes;
    taking.dueMs += (bytes / RATE_MIN) * 1000;
    this.#ownBytes += ownBytes;
    response.once('close', () => this.#taken(taking, bytes, ownBytes));
    if (taking.answers > 1 && taking.ownBytes > CONNECTION_BYTES_MAX) this.#destroy(taking);
    while (this.#ownBytes > TOTAL_BYTES_MAX) this.#destroyLargest();
  }

  /** Destroys the connections that are overdue. */
  tick(): void {
    const nowMs = this.#nowMs();
    for (const taking of this.#connections.values()) {
      if (taking.answers > 0 && nowMs > taking.dueMs) this.#destroy(taking);
    }
  }

  #takingOf(socket: Socket): Taking {
    const known = this.#connections.get(socket);
    if (known !== undefined) return known;
    const taking = { socket, answers: 0, bytes: 0, ownBytes: 0, dueMs: 0 };
    this.#connections.set(socket, taking);
    // Node does not close the answers that wait behind others when a connection breaks.
    socket.once('close', () => this.#forget(taking));
    return taking;
  }

  #taken(taking: Taking, bytes: number, ownBytes: number): void {
    if (this.#connections.get(taking.socket) !== taking) return;
    taking.answers -= 1;
    taking.bytes -= bytes;
    taking.ownBytes -= ownBytes;
    taking.dueMs = this.#nowMs() + GRACE_MS + (taking.bytes / RATE_MIN) * 1000;
    this.#ownBytes -= ownBytes;
  }

  #forget(taking: Taking): void {
    if (this.#connections.get(taking.socket) !== taking) return;
    this.#connections.delete(taking.socket);
    this.#ownBytes -= taking.ownBytes;
  }

  #destroy(taking: Taking): void {
    this.destroyed += 1;
    this.#forget(taking);
    taking.socket.destroy();
  }

  #destroyLargest(): void {
    let [largest] = this.#connections.values();
    for (const taking of this.#connections.values()) {
      if (largest === undefined || taking.ownBytes > largest.ownBytes) largest = taking;
    }
    if (largest === undefined) throw new Error('bytes are held by no connection');
    this.#destroy(largest);
  }
}

/** The class of all responses of a server. What a client does not take at once is added up. */
export function responsesCountedBy(untaken: Untaken): typeof ServerResponse {
  return class CountedResponse<
    Request extends IncomingMessage = IncomingMessage,
  > extends ServerResponse<Request> {
    override end(...given: unknown[]): this {
      // The overloads of `end` take the same arguments in other combinations.
      super.end(...(given as [unknown]));
      if (this.writableLength > 0) untaken.add(this, this.writableLength);
      return this;
    }
  };
}
