import { assertTransition, type StateTable } from '../../lib/state-machine.js';
import { LEAVE, READY, STOP } from './messages.js';

/** The part of a node:cluster worker that is used here. */
interface ToldWorker {
  isConnected(): boolean;
  disconnect(): unknown;
  send(message: string, done: () => void): boolean;
}

type WorkerState = 'STARTING' | 'LISTENING' | 'READY' | 'LEAVING' | 'STOPPING' | 'GONE';

const WORKER: StateTable<WorkerState> = {
  name: 'worker of the pool',
  next: {
    STARTING: ['LISTENING', 'GONE'],
    LISTENING: ['READY', 'LEAVING', 'STOPPING', 'GONE'],
    READY: ['LEAVING', 'STOPPING', 'GONE'],
    LEAVING: ['STOPPING', 'GONE'],
    STOPPING: ['GONE'],
    GONE: [],
  },
};

/**
 * A worker as its primary sees it.
 *
 * STARTING   The process runs, and gets no connections yet. It gets no messages, since it cannot
 *            receive them. Once it listens, the pool sends what it has missed.
 *            → LISTENING: it listens on the port.
 * LISTENING  The primary hands connections to it. It reports that it is not ready.
 *            → READY: it is told that all workers listen.
 *            → LEAVING: it is told not to become ready.
 *            → STOPPING: it is told to stop.
 * READY      It reports that it is ready.
 *            → LEAVING: it is told to report that it is not ready.
 *            → STOPPING: it is told to stop.
 * LEAVING    It answers, but load balancers see that it is not ready, until the end.
 *            → STOPPING: it is told to stop.
 * STOPPING   It gets no more connections, and finishes the requests that it has accepted.
 * GONE       The process has ended, as it may from every state, or it could not be started.
 *
 * Invariants:
 * 1. A worker is told each of the three at most once, and nothing after a stop. It is not told to
 *    be ready after it was told to leave.
 * 2. A worker that does not listen yet is told nothing.
 */
export class PoolWorker<W extends ToldWorker> {
  readonly worker: W;
  readonly forkedAtMs = performance.now();
  /** Resolves when it is GONE. */
  readonly gone: Promise<void>;
  #state: WorkerState = 'STARTING';
  #resolveGone: () => void = () => undefined;

  constructor(worker: W) {
    this.worker = worker;
    this.gone = new Promise((resolve) => {
      this.#resolveGone = resolve;
    });
  }

  get state(): WorkerState {
    return this.#state;
  }

  /** Whether it has ever listened. */
  get hasListened(): boolean {
    return this.#state !== 'STARTING' && this.#state !== 'GONE';
  }

  listen(): void {
    this.#enter('LISTENING');
  }

  end(): void {
    this.#enter('GONE');
    this.#resolveGone();
  }

  tellThatAllListen(): void {
    if (this.#state !== 'LISTENING') return;
    this.#enter('READY');
    this.#send(READY);
  }

  tellToLeave(): void {
    if (this.#state !== 'LISTENING' && this.#state !== 'READY') return;
    this.#enter('LEAVING');
    this.#send(LEAVE);
  }

  /**
   * Messages carry connections to a worker, and arrive in order. So earlier connections are
   * accepted, and none follows.
   */
  tellToStop(): void {
    if (!['LISTENING', 'READY', 'LEAVING'].includes(this.#state)) return;
    this.#enter('STOPPING');
    if (!this.worker.isConnected()) return;
    this.worker.disconnect();
    // A worker that has already disconnected cannot receive it, and stops because of the
    // disconnection.
    this.worker.send(STOP, () => undefined);
  }

  #send(message: string): void {
    if (this.worker.isConnected()) this.worker.send(message, () => undefined);
  }

  #enter(next: WorkerState): void {
    assertTransition(WORKER, this.#state, next);
    this.#state = next;
  }
}
