import cluster, { type Worker } from 'node:cluster';
import type { Logger } from 'pino';
import { OperatorError } from '../../lib/operator-error.js';
import { LEAVE, STOP } from './messages.js';
import { CLEAN_RECORD, judgeDeath, type WorkerRecord } from './restart-policy.js';

/**
 * The workers of a primary, which share one port: Node's primary accepts the connections and hands
 * them to the workers in turn.
 *
 * States: starting → serving → stopping, and from `starting` also failed.
 * - starting: the first worker alone, so that what is wrong with all of them is told once; then the
 *   others. Any death now fails the start, because a set-up that does not carry all its workers
 *   would only break later, under load.
 * - serving: a worker that dies is replaced, see `judgeDeath`. Meanwhile the others take its share;
 *   what it was answering at that moment is lost, as with any process that dies.
 * - stopping: the port is closed first, then every worker is told to finish what it has accepted.
 *   Deaths are expected.
 */
interface WorkerPoolOptions {
  readonly size: number;
  /** Goes over the environment of this process. */
  readonly env: Readonly<Record<string, string>>;
  readonly log: Logger;
}

export class WorkerStartError extends OperatorError {
  constructor(end: string) {
    super(`A worker ${end} before it listened; what it had to say is above.`);
  }
}

interface WorkerEnd {
  readonly code: number | null;
  readonly signal: string | null;
}

interface Member {
  readonly worker: Worker;
  readonly forkedAtMs: number;
  hasListened: boolean;
}

export class WorkerPool {
  readonly #options: WorkerPoolOptions;
  readonly #members = new Set<Member>();
  readonly #restarts = new Set<NodeJS.Timeout>();
  #state: 'starting' | 'serving' | 'stopping' = 'starting';
  #record: WorkerRecord = CLEAN_RECORD;
  #giveUp: (reason: string) => void = () => undefined;
  #endedInOrder = true;
  #isLeaving = false;

  /** Resolves with the reason when there is no worker and no prospect of one. */
  readonly failed: Promise<string>;

  constructor(options: WorkerPoolOptions) {
    this.#options = options;
    this.failed = new Promise((resolve) => {
      this.#giveUp = resolve;
    });
  }

  /** Resolves with the port when all workers listen; rejects when one of them ends before that. */
  async start(): Promise<number> {
    const port = await this.#fork();
    if (this.#state === 'stopping') return port;
    const others = Array.from({ length: this.#options.size - 1 }, () => this.#fork());
    await Promise.all(others);
    if (this.#state === 'starting') this.#state = 'serving';
    return port;
  }

  /** Readiness ends, in these workers and in those that are still to come. */
  leave(): void {
    this.#isLeaving = true;
    for (const member of this.#members) tellToLeave(member);
  }

  /** Resolves when no worker is left: with true if all of them have ended in order and in time. */
  async stop(limitMs: number): Promise<boolean> {
    this.#state = 'stopping';
    for (const timer of this.#restarts) clearTimeout(timer);
    const overdue = setTimeout(() => {
      this.#options.log.error(
        { event: 'stop_overdue' },
        'workers did not end in time; ending them',
      );
      for (const { worker } of this.#members) worker.process.kill('SIGKILL');
    }, limitMs);
    // Not by `once` of node:events, for which any error on the way would be the end.
    const ends = [...this.#members].map(
      ({ worker }) => new Promise((resolve) => worker.once('exit', resolve)),
    );
    for (const member of this.#members) tellToStop(member);
    await Promise.all(ends);
    clearTimeout(overdue);
    return this.#endedInOrder;
  }

  #fork(): Promise<number> {
    const worker = cluster.fork(this.#options.env);
    const member: Member = { worker, forkedAtMs: performance.now(), hasListened: false };
    this.#members.add(member);
    return new Promise((resolve, reject) => {
      worker.once('listening', ({ port }) => {
        member.hasListened = true;
        if (this.#isLeaving) tellToLeave(member);
        if (this.#state === 'stopping') tellToStop(member);
        resolve(port);
      });
      const bury = (end: WorkerEnd) => {
        reject(new WorkerStartError(describeEnd(end)));
        this.#bury(member, end);
      };
      worker.once('exit', (code, signal) => bury({ code, signal }));
      // The machine has no room for another process; any other error is followed by the end.
      worker.on('error', (err) => {
        this.#options.log.error({ event: 'worker_failed', worker: worker.id, err }, err.message);
        if (worker.process.pid === undefined) bury({ code: null, signal: null });
      });
    });
  }

  #bury(member: Member, end: WorkerEnd): void {
    this.#members.delete(member);
    if (this.#state === 'stopping') {
      // One that has never listened has nothing to finish.
      if (end.code !== 0 && member.hasListened) this.#endedInOrder = false;
      return;
    }
    if (this.#state === 'starting') return;
    const { record, reaction } = judgeDeath(this.#record, {
      livedMs: performance.now() - member.forkedAtMs,
      hadListened: member.hasListened,
      othersListening: [...this.#members].filter(({ hasListened }) => hasListened).length,
    });
    this.#record = record;
    const fields = { event: 'worker_ended', worker: member.worker.id, ...end };
    this.#options.log.error(fields, `a worker ${describeEnd(end)}`);
    if (reaction.kind === 'give_up') this.#giveUp('no worker can be started any more');
    else this.#restartLater(reaction.afterMs);
  }

  #restartLater(afterMs: number): void {
    const timer = setTimeout(() => {
      this.#restarts.delete(timer);
      // How its start ends is seen by `bury`, and in its own log.
      this.#fork().catch(() => undefined);
    }, afterMs);
    this.#restarts.add(timer);
  }
}

function tellToLeave({ worker, hasListened }: Member): void {
  if (hasListened && worker.isConnected()) worker.send(LEAVE, () => undefined);
}

/**
 * Connections reach a worker by messages, so in order: those that were handed to it before are
 * accepted, and none comes after. A worker that does not listen yet is told as soon as it does.
 */
function tellToStop({ worker, hasListened }: Member): void {
  if (!hasListened || !worker.isConnected()) return;
  worker.disconnect();
  // One that has been quick to disconnect cannot be told any more, and stops because of that.
  worker.send(STOP, () => undefined);
}

function describeEnd({ code, signal }: WorkerEnd): string {
  if (code === null && signal === null) return 'could not be started';
  return signal === null ? `exited with code ${code}` : `was ended by ${signal}`;
}
