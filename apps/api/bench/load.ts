import { Connection } from './connection.js';

/**
 * A load generator for one route. It shares its core with the database, so it has to cost less than
 * the server that it measures. It also has to measure microseconds. General ones do neither.
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
  /**
   * Requests per second, sent on time whatever the responses do. Without it, as many as possible.
   */
  readonly rate?: number;
  /**
   * Sleeps between requests, and counts from when each was sent. For a rate that needs no core of
   * its own, beside other processes that need one: what keeps this process waiting is not counted.
   */
  readonly sleeps?: boolean;
}

export interface LoadResult {
  readonly requests: number;
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  /** Responses with another status than 200. */
  readonly failures: number;
}

/** With half as many, spends leave the server idle for a fifth of the time, waiting for commits. */
const CONNECTIONS = 128;

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

const sleep = () => new Promise((resolve) => setTimeout(resolve, 1));

class Run {
  readonly latenciesMs: number[] = [];
  failures = 0;
  readonly #target: Target;
  readonly #options: LoadOptions;
  readonly #startedMs = performance.now();
  #free: Connection[] = [];
  #failure: unknown;
  #sent = 0;

  constructor(target: Target, options: LoadOptions) {
    this.#target = target;
    this.#options = options;
  }

  /**
   * Keeps the event loop running without sleeping; see `startBeforeLoad`. A server pays several
   * microseconds with each response to wake this process, above all on a virtual machine. A server
   * whose client is always busy does not pay them. So the slower of two servers would be charged
   * more for the same write.
   */
  async finished(): Promise<void> {
    const connections = await Promise.all(
      Array.from({ length: CONNECTIONS }, () => Connection.open(this.#target.url)),
    );
    this.#free = [...connections];
    try {
      for (;;) {
        this.#sendDue();
        if (this.#failure !== undefined) throw this.#failure;
        if (this.#isOver() && this.#free.length === CONNECTIONS) return;
        await (this.#options.sleeps ? sleep() : new Promise(setImmediate));
      }
    } finally {
      for (const connection of connections) connection.close();
    }
  }

  /** On each connection that is free, one request at a time. */
  #sendDue(): void {
    const nowMs = performance.now();
    while (this.#free.length > 0 && !this.#isOver() && this.#dueMs(nowMs) <= nowMs) {
      // In turn, because a server closes connections that stay silent.
      const connection = this.#free.shift();
      if (connection !== undefined) this.#send(connection, this.#dueMs(nowMs));
      this.#sent += 1;
    }
  }

  #send(connection: Connection, due: number): void {
    const dueMs = this.#options.sleeps ? performance.now() : due;
    connection.exchange(requestOf(this.#target)).then(
      (status) => {
        // Counted from when the request was due, so that a slow server cannot slow the measurement.
        this.latenciesMs.push(performance.now() - dueMs);
        if (status !== 200) this.failures += 1;
        this.#free.push(connection);
        this.#sendDue();
      },
      (reason: unknown) => {
        this.#failure = reason;
      },
    );
  }

  #dueMs(nowMs: number): number {
    const { rate } = this.#options;
    return rate === undefined ? nowMs : this.#startedMs + (this.#sent / rate) * 1000;
  }

  #isOver(): boolean {
    const { until } = this.#options;
    if ('requests' in until) return this.#sent >= until.requests;
    return this.#dueMs(performance.now()) >= this.#startedMs + until.seconds * 1000;
  }
}

export function requestOf({ path, rootKey, nextBody }: Target): string {
  const body = nextBody();
  return `POST ${path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer ${rootKey}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
