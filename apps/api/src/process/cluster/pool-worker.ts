import { assertTransition, type StateTable } from '../../lib/state-machine.js';
import { LEAVE, STOP } from './messages.js';

/** The part of a node:cluster worker that is used here. */
interface ToldWorker {
  isConnected(): boolean;
  disconnect(): unknown;
  send(message: string, done: () => void): boolean;
}

type WorkerState = 'STARTING' | 'LISTENING' | 'LEAVING' | 'STOPPING' | 'GONE';

const WORKER: StateTable<WorkerState> = {
  name: 'worker of the pool',
  next: {
    STARTING: ['LISTENING', 'GONE'],
    LISTENING: ['LEAVING', 'STOPPING', 'GONE'],
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
 * LISTENING  The primary hands connections to it.
 *            → LEAVING: it is told to report that it is not ready.
 *            → STOPPING: it is told to stop.
 * LEAVING    As LISTENING, but load balancers see that it is not ready.
 *            → STOPPING: it is told to stop.
 * STOPPING   It gets no more connections, and finishes the requests that it has accepted.
 * GONE       The process has ended, as it may from every state, or it could not be started.
 *
 * Invariants:
 * 1. A worker is told to leave at most once, and to stop at most once. After a stop it is told
 *    nothing.
 * 2. A worker that does not listen yet is told nothing.
 */
export class PoolWorker<W extends ToldWorker> {
  readonly worker: W;
  readonly forkedAtMs = performance.now();
  #state: WorkerState = 'STARTING';

  constructor(worker: W) {
    this.worker = worker;
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
  }

  tellToLeave(): void {
    if (this.#state !== 'LISTENING') return;
    this.#enter('LEAVING');
    if (this.worker.isConnected()) this.worker.send(LEAVE, () => undefined);
  }

  /**
   * Messages carry connections to a worker, and arrive in order. So earlier connections are
   * accepted, and none follows.
   */
  tellToStop(): void {
    if (this.#state !== 'LISTENING' && this.#state !== 'LEAVING') return;
    this.#enter('STOPPING');
    if (!this.worker.isConnected()) return;
    this.worker.disconnect();
    // A worker that has already disconnected cannot receive it, and stops because of the
    // disconnection.
    this.worker.send(STOP, () => undefined);
  }

  #enter(next: WorkerState): void {
    assertTransition(WORKER, this.#state, next);
    this.#state = next;
  }
}
