import { once } from 'node:events';
import { connect, createServer, type NetConnectOpts, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';

/**
 * A proxy between a client and a server on the loopback interface, with the faults of a network. A
 * test switches between the faults; nothing is random.
 *
 * Invariants:
 * - Bytes arrive in the order in which they were sent, each at most once. `pass` delivers what a
 *   stall has buffered, unless the connection is cut before.
 * - A stalled connection is silent in both directions. Even its end is not forwarded.
 * - A switch applies to open connections and to later ones.
 *
 * Full: beyond BUFFER_MAX_BYTES in one direction it stops reading. The sender then blocks, as it
 * would with full network buffers.
 */
export interface FaultProxy {
  readonly host: string;
  readonly port: number;
  /** How many clients are connected now. */
  connectionCount(): number;
  /** How many of these `stallWhenSent` has stalled. */
  stalledCount(): number;
  /** Forwards at once: the initial state, and the end of every fault. */
  pass(): void;
  /** Resets every connection, and each new one at once. */
  cut(): void;
  /** Accepts connections and keeps them open, and forwards nothing. */
  stall(): void;
  /**
   * From now on, stalls each connection on which a client sends this text, until the connection
   * ends.
   */
  stallWhenSent(text: string): void;
  /** Forwards each chunk `ms` after its arrival. */
  delay(ms: number): void;
  /** The target of new connections. Open connections keep theirs. */
  retarget(target: ProxyTarget): void;
  close(): Promise<void>;
}

export type ProxyTarget =
  | { readonly host: string; readonly port: number }
  | { readonly path: string };

const HOST = '127.0.0.1';
const BUFFER_MAX_BYTES = 1024 * 1024;

interface Link {
  readonly client: Socket;
  readonly server: Socket;
  isStalled: boolean;
  /** The delay has changed. */
  reconsider(): void;
}

export async function startFaultProxy(options: { target: ProxyTarget }): Promise<FaultProxy> {
  const links = new Set<Link>();
  let target = options.target;
  let isCut = false;
  let delayMs = 0;
  let stallingText: string | undefined;

  const listener = createServer((client) => {
    if (isCut) {
      client.resetAndDestroy();
      return;
    }
    // Both ends may break at any time. That causes a close, which is passed on.
    const server = connect(target satisfies NetConnectOpts);
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
    }
    const link: Link = { client, server, isStalled: false, reconsider: () => undefined };
    const delayOf = () => (link.isStalled ? Number.POSITIVE_INFINITY : delayMs);
    client.on('data', (chunk) => {
      if (stallingText !== undefined && chunk.includes(stallingText)) link.isStalled = true;
    });
    const directions = [forward(client, server, delayOf), forward(server, client, delayOf)];
    link.reconsider = () => {
      for (const pump of directions) pump();
    };
    links.add(link);
    client.on('close', () => {
      if (server.destroyed) links.delete(link);
    });
    server.on('close', () => {
      if (client.destroyed) links.delete(link);
    });
  });

  const open = () => [...links].filter(({ client }) => !client.destroyed);

  function change(apply: () => void): void {
    apply();
    for (const link of links) link.reconsider();
  }

  function cutAll(): void {
    for (const { client, server } of links) {
      client.resetAndDestroy();
      server.destroy();
    }
    links.clear();
  }

  listener.listen(0, HOST);
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    host: HOST,
    port: address.port,
    connectionCount: () => open().length,
    stalledCount: () => open().filter(({ isStalled }) => isStalled).length,
    pass: () =>
      change(() => {
        isCut = false;
        delayMs = 0;
        stallingText = undefined;
        for (const link of links) link.isStalled = false;
      }),
    cut() {
      isCut = true;
      cutAll();
    },
    stall: () =>
      change(() => {
        isCut = false;
        delayMs = Number.POSITIVE_INFINITY;
      }),
    stallWhenSent(text) {
      stallingText = text;
    },
    delay: (ms) =>
      change(() => {
        isCut = false;
        delayMs = ms;
      }),
    retarget(next) {
      target = next;
    },
    async close() {
      cutAll();
      listener.close();
      await once(listener, 'close');
    },
  };
}

interface Held {
  /** `undefined`: the source has ended. */
  readonly chunk: Buffer | undefined;
  readonly arrivedMs: number;
}

/** One direction. The returned function must be called when the delay changes. */
function forward(source: Socket, sink: Socket, delayOf: () => number): () => void {
  const held: Held[] = [];
  let heldBytes = 0;
  let timer: NodeJS.Timeout | undefined;

  function hold(chunk: Buffer | undefined): void {
    held.push({ chunk, arrivedMs: performance.now() });
    heldBytes += chunk?.length ?? 0;
    if (heldBytes > BUFFER_MAX_BYTES) source.pause();
    pump();
  }

  function pump(): void {
    clearTimeout(timer);
    for (let next = held[0]; next !== undefined; next = held[0]) {
      const waitMs = next.arrivedMs + delayOf() - performance.now();
      if (waitMs > 0) {
        if (Number.isFinite(waitMs)) timer = setTimeout(pump, waitMs);
        return;
      }
      held.shift();
      deliver(next.chunk);
    }
  }

  function deliver(chunk: Buffer | undefined): void {
    if (chunk === undefined) {
      sink.end();
      return;
    }
    sink.write(chunk, () => {
      heldBytes -= chunk.length;
      if (heldBytes <= BUFFER_MAX_BYTES) source.resume();
    });
  }

  source.on('data', hold);
  source.on('close', () => hold(undefined));
  return pump;
}
