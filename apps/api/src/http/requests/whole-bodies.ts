import { IncomingMessage } from 'node:http';

/**
 * A request that hands over a small body in one step.
 *
 * Nearly all bodies are small and arrive in a single part, together with their headers. A stream
 * would pass such a body on in several iterations of the event loop, with three listeners. That
 * costs more than a verification.
 *
 * | state | meaning | what leads to the next |
 * |---|---|---|
 * | OPEN | nothing of the body has arrived | a part that is the whole body: WHOLE; any other part, the end, an abort: STREAM |
 * | WHOLE | all of it is here | the end of the request: HANDED_OVER, once there is a reader |
 * | HANDED_OVER | the reader has it | |
 * | STREAM | all is as Node does it | |
 *
 * Invariants:
 * - A reader gets the whole body or is sent to the stream, once, and never both.
 * - At most WHOLE_BYTES_MAX are held here, as many as a stream holds before it stops reading from
 *   its connection. Without a reader they are held until the request is answered and forgotten.
 * - A body that is larger, or that comes in chunks or in several parts, is left to Node.
 */
export class WholeBodyMessage extends IncomingMessage {
  #state: 'OPEN' | 'WHOLE' | 'HANDED_OVER' | 'STREAM' = 'OPEN';
  #body: Buffer | undefined;
  #reader: Reader | undefined;

  /** Node's own: whether there is a reader. Without one it throws away what is unread. */
  declare _consuming: boolean;

  /** Tells the reader how to get the body, now or as soon as that is known. */
  readWhole(reader: Reader): void {
    if (this.#state === 'STREAM') {
      reader.stream();
      return;
    }
    this.#reader = reader;
    if (this.complete) this.#handOver();
  }

  /** Node calls it with each part of the body, and with `null` at the end of the request. */
  override push(part: Buffer | null): boolean {
    if (this.#state === 'OPEN' && part !== null && isWhole(part, this)) {
      this.#state = 'WHOLE';
      this.#body = part;
      return true;
    }
    if (this.#state === 'WHOLE' && part === null) {
      this.#handOver();
      return true;
    }
    if (this.#state === 'HANDED_OVER') return true;
    this.#stream();
    return super.push(part);
  }

  /** Node forgets the request of an idle connection once it has ended. */
  // @ts-expect-error: an accessor of Node's class too, which its types call a field
  override get readableEnded(): boolean {
    const isHere = this.#body !== undefined || this.#state === 'HANDED_OVER';
    // @ts-expect-error: for the same reason
    return isHere || super.readableEnded;
  }

  override _destroy(error: Error | null, callback: (error?: Error | null) => void): void {
    if (this.#state === 'OPEN') this.#stream();
    super._destroy(error, callback);
  }

  #handOver(): void {
    const [reader, body] = [this.#reader, this.#body];
    if (reader === undefined || body === undefined) return;
    this.#state = 'HANDED_OVER';
    this.#body = undefined;
    this.#reader = undefined;
    this._consuming = true;
    reader.whole(body);
  }

  #stream(): void {
    const reader = this.#reader;
    this.#state = 'STREAM';
    this.#reader = undefined;
    reader?.stream();
  }
}

interface Reader {
  readonly whole: (body: Buffer) => void;
  /** The body is to be read as a stream. An abort is an `error` of it. */
  readonly stream: () => void;
}

const WHOLE_BYTES_MAX = 16 * 1024;

function isWhole(part: Buffer, { headers }: IncomingMessage): boolean {
  return part.length <= WHOLE_BYTES_MAX && Number(headers['content-length']) === part.length;
}
