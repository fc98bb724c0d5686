import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** One HTTP response as its bytes say it. Names of headers are in lower case. */
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** After so long without an answer, the server is taken to wait for the rest of a request. */
const SILENCE_MS = 300;

/** What the server does wrong on the level of HTTP, as opposed to an answer that is wrong. */
export class WireFault extends Error {}

interface Exchange {
  readonly isHead: boolean;
  /** How long the server may be silent before it has answered. */
  readonly answerMaxMs: number;
}

interface Pieces {
  readonly answerMaxMs: number;
  readonly pieces: readonly Buffer[];
  readonly answersMax: number;
  /** Whether the pieces are a whole request, so that the server owes an answer. */
  readonly isWhole: boolean;
}

/** A connection that stays open from one request to the next, as those of clients do. */
export class Wire {
  readonly #address: { readonly host: string; readonly port: number };
  #socket: Socket | undefined;

  constructor(url: string) {
    const { hostname, port } = new URL(url);
    this.#address = { host: hostname, port: Number(port) };
  }

  /** Sends one request and reads its response. */
  async exchange(request: Buffer, { isHead, answerMaxMs }: Exchange): Promise<WireResponse> {
    const socket = await this.#open();
    socket.setTimeout(answerMaxMs);
    const chunks = new Received(isHead);
    socket.write(request);
    for (;;) {
      const part = await nextPart(socket);
      if (part === undefined) throw new WireFault('the connection closed without an answer');
      const response = chunks.add(part);
      if (response === undefined) continue;
      if (chunks.hasRest) throw new WireFault('bytes follow the answer');
      if (response.headers['connection'] === 'close') this.close();
      return response;
    }
  }

  /**
   * Sends pieces on a connection of their own, and reads at most so many answers. Node takes the end
   * of a client for its departure. So the connection is ended only once the server is silent, as it
   * is while it waits for the rest of a request, and never where the request is whole.
   */
  async sendAll({ pieces, answersMax, isWhole, answerMaxMs }: Pieces): Promise<WireResponse[]> {
    const socket = await openSocket(this.#address);
    socket.setTimeout(answerMaxMs);
    const received = new Received(false);
    const responses: WireResponse[] = [];
    for (const piece of pieces) {
      if (socket.writable) await new Promise((resolve) => socket.write(piece, resolve));
    }
    const silence = setTimeout(() => isWhole || socket.end(), SILENCE_MS);
    while (responses.length < answersMax) {
      const part = await nextPart(socket);
      if (part === undefined) break;
      silence.refresh();
      responses.push(...received.addAll(part));
    }
    clearTimeout(silence);
    socket.destroy();
    if (received.hasRest) throw new WireFault('the last answer is incomplete');
    return responses;
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = undefined;
  }

  async #open(): Promise<Socket> {
    if (this.#socket?.writable && !this.#socket.readableEnded) {
      return this.#socket;
    }
    this.close();
    this.#socket = await openSocket(this.#address);
    return this.#socket;
  }
}

async function openSocket(address: { readonly host: string; readonly port: number }) {
  const socket = connect({ ...address, noDelay: true });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** The next bytes, or `undefined` after the end. */
function nextPart(socket: Socket): Promise<Buffer | undefined> {
  const ready: Buffer | null = socket.read();
  if (ready !== null) return Promise.resolve(ready);
  if (socket.destroyed || socket.readableEnded) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const settle = () => {
      socket.off('readable', settle).off('close', settle).off('end', settle).off('timeout', late);
      const part: Buffer | null = socket.read();
      if (part !== null) resolve(part);
      else if (socket.destroyed || socket.readableEnded) resolve(undefined);
      else resolve(nextPart(socket));
    };
    const late = () => {
      socket.destroy();
      reject(new WireFault(`no answer within ${socket.timeout} ms`));
    };
    socket.on('readable', settle).on('close', settle).on('end', settle).on('timeout', late);
  });
}

/** All responses in these bytes, and nothing else. */
export function parseResponses(bytes: Buffer): WireResponse[] {
  const received = new Received(false);
  const responses = received.addAll(bytes);
  if (received.hasRest) throw new WireFault('the last answer is incomplete');
  return responses;
}

/** Collects bytes until they are a whole response. */
class Received {
  readonly #isHead: boolean;
  #bytes: Buffer = Buffer.of();

  constructor(isHead: boolean) {
    this.#isHead = isHead;
  }

  get hasRest(): boolean {
    return this.#bytes.length > 0;
  }

  addAll(part: Buffer): WireResponse[] {
    const responses: WireResponse[] = [];
    for (let found = this.add(part); found !== undefined; found = this.add(Buffer.of())) {
      responses.push(found);
    }
    return responses;
  }

  add(part: Buffer): WireResponse | undefined {
    this.#bytes = this.#bytes.length === 0 ? part : Buffer.concat([this.#bytes, part]);
    const headEnd = this.#bytes.indexOf('\r\n\r\n');
    if (headEnd < 0) return undefined;
    const [statusLine = '', ...lines] = this.#bytes.toString('latin1', 0, headEnd).split('\r\n');
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1]);
    if (Number.isNaN(status)) throw new WireFault(`no status line: ${statusLine.slice(0, 80)}`);
    const headers = Object.fromEntries(lines.map(splitHeader));
    const rest = this.#bytes.subarray(headEnd + 4);
    if (status < 200) {
      this.#bytes = rest;
      return this.add(Buffer.of());
    }
    const hasBody = !this.#isHead && status !== 204 && status !== 304;
    const body = hasBody ? readBody(headers, rest) : { bytes: Buffer.of(), length: 0 };
    if (body === undefined) return undefined;
    this.#bytes = rest.subarray(body.length);
    return { status, headers, text: textOf(headers, body.bytes) };
  }
}

function splitHeader(line: string): [string, string] {
  const colon = line.indexOf(':');
  if (colon < 1) throw new WireFault(`no header: ${line.slice(0, 80)}`);
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}

function textOf(headers: Readonly<Record<string, string>>, bytes: Buffer): string {
  if (headers['content-encoding'] !== 'gzip' || bytes.length === 0) return bytes.toString();
  try {
    return gunzipSync(bytes).toString();
  } catch {
    throw new WireFault('the body is not the gzip that its header says');
  }
}

interface Body {
  readonly bytes: Buffer;
  /** How many bytes it takes on the wire. */
  readonly length: number;
}

function readBody(headers: Readonly<Record<string, string>>, bytes: Buffer): Body | undefined {
  if (headers['transfer-encoding'] === 'chunked') return readChunks(bytes);
  const length = Number(headers['content-length'] ?? 'none');
  if (Number.isNaN(length)) throw new WireFault('an answer without a length');
  return bytes.length < length ? undefined : { bytes: bytes.subarray(0, length), length };
}

function readChunks(bytes: Buffer): Body | undefined {
  const parts: Buffer[] = [];
  for (let at = 0; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16);
    const end = lineEnd + 2 + size;
    if (bytes.length < end + 2) return undefined;
    if (size === 0) return { bytes: Buffer.concat(parts), length: end + 2 };
    parts.push(bytes.subarray(lineEnd + 2, end));
    at = end + 2;
  }
}
