import cluster, { type Worker } from 'node:cluster';
import type { Logger } from 'pino';
import { OperatorError } from '../../lib/operator-error.js';
import { assertTransition, type StateTable } from '../../lib/state-machine.js';
import { PoolWorker } from './pool-worker.js';
import { CLEAN_RECORD, judgeDeath, type WorkerRecord } from './restart-policy.js';

interface WorkerPoolOptions {
  readonly size: number;
  /** These variables override the environment of this process. */
  readonly env: Readonly<Record<string, string>>;
  readonly log: Logger;
}

export class WorkerStartError extends OperatorError {
  constructor(end: string) {
    super(`A worker ${end} before all of them listened; what it had to say is above.`);
  }
}

interface WorkerEnd {
  readonly code: number | null;
  readonly signal: string | null;
}

type Member = PoolWorker<Worker>;

type PoolState =
  | { readonly kind: 'NEW' }
  | { readonly kind: 'STARTING'; readonly fail: (error: Error) => void }
  | { readonly kind: 'SERVING'; record: WorkerRecord; readonly restarts: Set<NodeJS.Timeout> }
  | { readonly kind: 'STOPPING'; isInOrder: boolean }
  | { readonly kind: 'STOPPED' };

const POOL: StateTable<PoolState['kind']> = {
  name: 'worker pool',
  next: {
    NEW: ['STARTING', 'STOPPING'],
    STARTING: ['SERVING', 'STOPPING'],
    SERVING: ['STOPPING'],
    STOPPING: ['STOPPED'],
    STOPPED: [],
  },
};

/**
 * The workers of a primary, which share one port: Node's primary accepts the connections and hands
 * them to the workers in turn.
 *
 * NEW       No worker has been started.
 *           → STARTING: `start`.
 * STARTING  The first worker starts alone, so that a fault of all workers is reported once. Then the
 *           others start. A worker that ends before all listen fails the start, even if it listened
 *           itself. A set-up that cannot carry all of its workers would otherwise break later, under
 *           load. Until all listen, none of them reports that it is ready.
 *           → SERVING: all listen.
 * SERVING   Every worker is ready as soon as it listens. A worker that dies is replaced, at once or after a pause, see `judgeDeath`. Until then
 *           the others take its share. The requests that it was answering are lost, as with any
 *           process that dies. When none listens and none can be started, `failed` resolves.
 * STOPPING  From each of these, by `stop`. Every worker is told to stop, and so is one that comes to
 *           listen only now. Deaths are expected, and no worker is replaced.
 *           → STOPPED: no worker is left.
 * STOPPED   The primary may end.
 *
 * Beside these states, `leave` makes the pool leaving, once and for good. The workers report that
 * they are not ready, and so does each one that comes to listen later. It changes nothing else.
 *
 * The states of a worker are in `PoolWorker`. Who may change what: the pool alone starts workers
 * and sends them messages. A worker ends by itself, or is killed when it does not stop in time.
 *
 * Invariants:
 * 1. In SERVING each death leads to one restart, or to `failed`.
 * 2. No worker is started once the pool is STOPPING.
 * 3. In STARTING each death fails the start.
 * 4. The stop was in order only if each worker that had listened ended with code 0.
 *
 * Full: there is no queue. The operating system holds back connections that no worker takes.
 * Slow: a worker that does not stop in time is killed.
 * Restart: the next primary begins with no workers. Workers whose primary dies end by themselves.
 */
export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #members = new Set<Member>();
  #state: PoolState = { kind: 'NEW' };
  #isLeaving = false;
  #giveUp: (reason: string) => void = () => undefined;

  /** Resolves with the reason when no worker runs and none can be started. */
  readonly failed: Promise<string>;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
    this.failed = new Promise((resolve) => {
      this.#giveUp = resolve;
    });
  }

  /** Resolves with the port when all workers listen. Rejects when one of them ends before that. */
  start(): Promise<number> {
    return new Promise((resolve, reject) => {
      const starting: PoolState = { kind: 'STARTING', fail: reject };
      this.#enter(starting);
      this.#startAll(starting).then(resolve, reject);
    });
  }

  async #startAll(starting: PoolState): Promise<number> {
    const port = await this.#fork();
    if (this.#state !== starting) return port;
    await Promise.all(Array.from({ length: this.#options.size - 1 }, () => this.#fork()));
    if (this.#state === starting) {
      this.#enter({ kind: 'SERVING', record: CLEAN_RECORD, restarts: new Set() });
      for (const member of this.#members) member.tellThatAllListen();
    }
    return port;
  }

  /** Makes these workers and all later ones report that they are not ready. */
  leave(): void {
    this.#isLeaving = true;
    for (const member of this.#members) member.tellToLeave();
  }

  /** Resolves when no worker is left, with true if all of them ended in order and in time. */
  async stop(limitMs: number): Promise<boolean> {
    const stopping: PoolState = { kind: 'STOPPING', isInOrder: true };
    this.#enter(stopping);
    const overdue = setTimeout(() => {
      this.#options.log.error(
        { event: 'stop_overdue' },
        'workers did not end in time; ending them',
      );
      for (const { worker } of this.#members) worker.process.kill('SIGKILL');
    }, limitMs);
    const ends = [...this.#members].map(({ gone }) => gone);
    for (const member of this.#members) member.tellToStop();
    await Promise.all(ends);
    clearTimeout(overdue);
    this.#enter({ kind: 'STOPPED' });
    return stopping.isInOrder;
  }

  #enter(next: PoolState): void {
    assertTransition(POOL, this.#state.kind, next.kind);
    if (this.#state.kind === 'SERVING') this.#state.restarts.forEach(clearTimeout);
    this.#state = next;
  }

  #fork(): Promise<number> {
    const worker = cluster.fork(this.#options.env);
    const member = new PoolWorker(worker);
    this.#members.add(member);
    return new Promise((resolve, reject) => {
      worker.once('listening', ({ port }) => {
        // A last message of a worker that has ended since then.
        if (member.state === 'GONE') return;
        member.listen();
        if (this.#isLeaving) member.tellToLeave();
        if (this.#state.kind === 'SERVING') member.tellThatAllListen();
        if (this.#state.kind === 'STOPPING') member.tellToStop();
        resolve(port);
      });
      const bury = (end: WorkerEnd) => {
        this.#bury(member, end);
        reject(new WorkerStartError(describeEnd(end)));
      };
      worker.once('exit', (code, signal) => bury({ code, signal }));
      // The machine cannot start another process. After any other error the worker ends.
      worker.on('error', (err) => {
        this.#options.log.error({ event: 'worker_failed', worker: worker.id, err }, err.message);
        if (worker.process.pid === undefined) bury({ code: null, signal: null });
      });
    });
  }

  #bury(member: Member, end: WorkerEnd): void {
    const { hasListened } = member;
    member.end();
    this.#members.delete(member);
    // A worker that never listened has nothing to finish.
    if (this.#state.kind === 'STOPPING' && end.code !== 0 && hasListened) {
      this.#state.isInOrder = false;
    }
    if (this.#state.kind === 'STARTING') this.#state.fail(new WorkerStartError(describeEnd(end)));
    if (this.#state.kind !== 'SERVING') return;
    const { record, reaction } = judgeDeath(this.#state.record, {
      livedMs: performance.now() - member.forkedAtMs,
      hadListened: hasListened,
      othersListening: [...this.#members].filter((other) => other.hasListened).length,
    });
    this.#state.record = record;
    const fields = { event: 'worker_ended', worker: member.worker.id, ...end };
    this.#options.log.error(fields, `a worker ${describeEnd(end)}`);
    if (reaction.kind === 'give_up') this.#giveUp('no worker can be started any more');
    else this.#restartLater(this.#state.restarts, reaction.afterMs);
  }

  #restartLater(restarts: Set<NodeJS.Timeout>, afterMs: number): void {
    const timer = setTimeout(() => {
      restarts.delete(timer);
      // `bury` handles a failed start, and the worker's own log explains it.
      this.#fork().catch(() => undefined);
    }, afterMs);
    restarts.add(timer);
  }
}

function describeEnd({ code, signal }: WorkerEnd): string {
  if (code === null && signal === null) return 'could not be started';
  return signal === null ? `exited with code ${code}` : `was ended by ${signal}`;
}
