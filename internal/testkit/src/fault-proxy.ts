import { once } from 'node:events';
import { connect, createServer, type NetConnectOpts, type Server, type Socket } from 'node:net';
import { forward } from './forward.js';

/**
 * A proxy between a client and a server on the loopback interface, with the faults of a network. A
 * test switches between the faults; nothing is random.
 *
 * Invariants:
 * - Bytes arrive in the order in which they were sent, each at most once. `pass` delivers what a
 *   stall has buffered, unless the connection is cut before.
 * - A stalled connection is silent in both directions. Even its end is not forwarded.
 * - A switch applies to open connections and to later ones. `strand` is the exception.
 *
 * Full: beyond a megabyte in one direction it stops reading. The sender then blocks, as it
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
  /**
   * Resets the connection that `holdChunk` has stalled. What was held is lost. A hold that was not
   * reached is given up.
   */
  cutHeld(): void;
  /** Accepts connections and keeps them open, and forwards nothing. */
  stall(): void;
  /** Forwards nothing in this direction, and all in the other. */
  silence(direction: Direction): void;
  /** Stalls the connections that are open. Later ones are not affected: half-open connections. */
  strand(): void;
  /**
   * From now on, stalls each connection on which a client sends this text, until the connection
   * ends.
   */
  stallWhenSent(text: string): void;
  /**
   * How many chunks have arrived, in both directions. Those of `uncounted` connections are left
   * out.
   */
  chunkCount(): number;
  /**
   * Stops a conversation at one of its messages: the chunk with this number, counted from now on as
   * `chunkCount` does, is not forwarded, and its connection is stalled. Resolves then, with its
   * direction.
   */
  holdChunk(number: number): Promise<Direction>;
  /** Forwards each chunk `ms` after its arrival. */
  delay(ms: number): void;
  /** The target of new connections. Open connections keep theirs. */
  retarget(target: ProxyTarget): void;
  close(): Promise<void>;
}

export type Direction = 'to server' | 'to client';

export type ProxyTarget =
  | { readonly host: string; readonly port: number }
  | { readonly path: string };

const HOST = '127.0.0.1';

export interface FaultProxyOptions {
  readonly target: ProxyTarget;
  /** A connection on which a client has sent this text is left out of all counts of chunks. */
  readonly uncounted?: string;
}

interface Link {
  readonly client: Socket;
  readonly server: Socket;
  isStalled: boolean;
  isUncounted: boolean;
  /** The delay has changed. */
  reconsider(): void;
}

interface Hold {
  readonly atCount: number;
  readonly reached: (direction: Direction) => void;
}

export async function startFaultProxy(options: FaultProxyOptions): Promise<FaultProxy> {
  const links = new Set<Link>();
  let target = options.target;
  let isCut = false;
  let delayMs = 0;
  let silent: Direction | undefined;
  let stallingText: string | undefined;
  let chunks = 0;
  let hold: Hold | undefined;
  let held: Link | undefined;

  /** Before the chunk is forwarded, so a connection that it stalls does not forward it. */
  function watch(link: Link, direction: Direction, chunk: Buffer): void {
    if (direction === 'to server') {
      if (stallingText !== undefined && chunk.includes(stallingText)) link.isStalled = true;
      if (options.uncounted !== undefined && chunk.includes(options.uncounted)) {
        link.isUncounted = true;
      }
    }
    if (link.isUncounted) return;
    chunks += 1;
    if (chunks !== hold?.atCount) return;
    link.isStalled = true;
    held = link;
    hold.reached(direction);
    hold = undefined;
  }

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
    const link: Link = {
      client,
      server,
      isStalled: false,
      isUncounted: false,
      reconsider: () => undefined,
    };
    const pumpOf = (direction: Direction, source: Socket, sink: Socket) => {
      source.on('data', (chunk) => watch(link, direction, chunk));
      return forward(source, sink, () =>
        link.isStalled || silent === direction ? Number.POSITIVE_INFINITY : delayMs,
      );
    };
    const pumps = [pumpOf('to server', client, server), pumpOf('to client', server, client)];
    link.reconsider = () => {
      for (const pump of pumps) pump();
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

  const address = await listen(listener);
  return {
    ...address,
    connectionCount: () => open().length,
    stalledCount: () => open().filter(({ isStalled }) => isStalled).length,
    chunkCount: () => chunks,
    pass: () =>
      change(() => {
        isCut = false;
        delayMs = 0;
        silent = undefined;
        stallingText = undefined;
        hold = undefined;
        held = undefined;
        for (const link of links) link.isStalled = false;
      }),
    cut() {
      isCut = true;
      cutAll();
    },
    cutHeld() {
      hold = undefined;
      held?.client.resetAndDestroy();
      held?.server.destroy();
    },
    stall: () =>
      change(() => {
        isCut = false;
        delayMs = Number.POSITIVE_INFINITY;
      }),
    silence: (direction) =>
      change(() => {
        isCut = false;
        silent = direction;
      }),
    strand: () =>
      change(() => {
        for (const link of links) link.isStalled = true;
      }),
    stallWhenSent(text) {
      stallingText = text;
    },
    holdChunk: (number) =>
      new Promise((reached) => {
        hold = { atCount: chunks + number, reached };
      }),
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

async function listen(listener: Server): Promise<{ host: string; port: number }> {
  listener.listen(0, HOST);
  await once(listener, 'listening');
  const address = listener.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return { host: HOST, port: address.port };
}
