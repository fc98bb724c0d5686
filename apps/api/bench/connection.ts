import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Larger than any response. All connections share it, since each response is read at once. */
const RECEIVED = Buffer.alloc(64 * 1024);

interface Waiting {
  readonly resolve: (status: number) => void;
  readonly reject: (reason: Error) => void;
}

/** One HTTP connection, one request at a time, without the streams that would double its cost. */
export class Connection {
  readonly #socket: Socket;
  #waiting: Waiting | undefined;
  /** The part that has arrived of an incomplete response. */
  #received = '';

  private constructor(url: string) {
    const { hostname, port } = new URL(url);
    const onread = { buffer: RECEIVED, callback: (bytes: number) => this.#read(bytes) };
    this.#socket = connect({ host: hostname, port: Number(port), noDelay: true, onread });
    const onEnd = () => this.#waiting?.reject(new Error('the server closed the connection'));
    this.#socket.on('close', onEnd).on('error', onEnd);
  }

  static async open(url: string): Promise<Connection> {
    const connection = new Connection(url);
    await once(connection.#socket, 'connect');
    return connection;
  }

  /** Resolves with the status when the whole response has arrived. */
  exchange(request: string): Promise<number> {
    return new Promise((resolve, reject) => {
      if (this.#socket.destroyed) throw new Error('the server has closed the connection');
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(bytes: number): boolean {
    const text = this.#received + RECEIVED.toString('latin1', 0, bytes);
    const headEnd = text.indexOf('\r\n\r\n');
    const length = Number(/content-length: (\d+)/i.exec(text)?.[1]);
    if (headEnd < 0 || text.length < headEnd + 4 + length) {
      this.#received = text;
      return true;
    }
    this.#received = '';
    this.#waiting?.resolve(Number(text.slice(9, 12)));
    return true;
  }
}
