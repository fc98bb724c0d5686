import { connect, type Socket } from 'node:net';

/**
 * A load generator for one route, on raw sockets: it has to be several times cheaper than the
 * server that it measures, and to tell microseconds, which the general ones are not and do not.
 */
export interface Target {
  readonly url: string;
  readonly path: string;
  readonly rootKey: string;
  /** Called for each request, so that a scenario may ask for another key every time. */
  readonly nextBody: () => string;
}

export interface LoadOptions {
  /** Stop sending after this many seconds, or after this many requests. */
  readonly until: { readonly seconds: number } | { readonly requests: number };
  /** Requests per second, sent on time whatever the answers do; without it, as many as possible. */
  readonly rate?: number;
}

export interface LoadResult {
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Answers with another status than 200. */
  readonly failures: number;
}

const CONNECTIONS = 64;

export async function load(target: Target, options: LoadOptions): Promise<LoadResult> {
  const run = new Run(target, options);
  const startedMs = performance.now();
  await run.finished();
  const seconds = (performance.now() - startedMs) / 1000;
  const latencies = Float64Array.from(run.latenciesMs).sort();
  const quantile = (q: number) => latencies[Math.floor(q * (latencies.length - 1))] ?? Number.NaN;
  return {
    requests: latencies.length,
    requestsPerSecond: latencies.length / seconds,
    p50Ms: quantile(0.5),
    p99Ms: quantile(0.99),
    maxMs: quantile(1),
    failures: run.failures,
  };
}

class Run {
  readonly latenciesMs: number[] = [];
  failures = 0;
  readonly #target: Target;
  readonly #options: LoadOptions;
  readonly #startedMs = performance.now();
  #sent = 0;

  constructor(target: Target, options: LoadOptions) {
    this.#target = target;
    this.#options = options;
  }

  async finished(): Promise<void> {
    await Promise.all(Array.from({ length: CONNECTIONS }, () => this.#drive()));
  }

  /** One connection with one request at a time. */
  async #drive(): Promise<void> {
    const { hostname, port } = new URL(this.#target.url);
    const socket = connect({ host: hostname, port: Number(port), noDelay: true });
    try {
      for (let dueMs = this.#claim(); dueMs !== undefined; dueMs = this.#claim()) {
        await waitUntil(dueMs);
        const status = await exchange(socket, requestOf(this.#target));
        // Counted from when it was due: a server that is behind does not get to slow the clock.
        this.latenciesMs.push(performance.now() - dueMs);
        if (status !== 200) this.failures += 1;
      }
    } finally {
      socket.destroy();
    }
  }

  /** When the next request is due, or `undefined` when there are to be no more. */
  #claim(): number | undefined {
    const { until, rate } = this.#options;
    const nowMs = performance.now();
    const dueMs = rate === undefined ? nowMs : this.#startedMs + (this.#sent / rate) * 1000;
    const isOver =
      'seconds' in until
        ? dueMs >= this.#startedMs + until.seconds * 1000
        : this.#sent >= until.requests;
    if (isOver) return undefined;
    this.#sent += 1;
    return dueMs;
  }
}

export function requestOf({ path, rootKey, nextBody }: Target): string {
  const body = nextBody();
  return `POST ${path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${rootKey}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

async function waitUntil(dueMs: number): Promise<void> {
  for (;;) {
    const restMs = dueMs - performance.now();
    if (restMs <= 0) return;
    // A timer is late by up to a millisecond, so the last one is spent turning the event loop.
    await new Promise((resolve) =>
      restMs > 2 ? setTimeout(resolve, restMs - 2) : setImmediate(resolve),
    );
  }
}

export function exchange(socket: Socket, request: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let received = '';
    const onData = (chunk: Buffer) => {
      received += chunk.toString('latin1');
      const headEnd = received.indexOf('\r\n\r\n');
      if (headEnd < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(received)?.[1]);
      if (received.length < headEnd + 4 + length) return;
      finish();
      resolve(Number(received.slice(9, 12)));
    };
    const onEnd = () => {
      finish();
      reject(new Error('the server closed the connection'));
    };
    const finish = () => {
      socket.off('data', onData).off('close', onEnd).off('error', onEnd);
    };
    socket.on('data', onData).on('close', onEnd).on('error', onEnd);
    socket.write(request);
  });
}
