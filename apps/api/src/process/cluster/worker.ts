import cluster from 'node:cluster';
import { LEAVE, READY, STOP } from './messages.js';

/** The number of this worker. Undefined in a process that is no worker. */
export function workerId(): number | undefined {
  return cluster.worker?.id;
}

interface WordsOfPrimary {
  /** Resolves if the primary has died. */
  readonly orphaned: Promise<void>;
  /** All workers listen. */
  readonly complete: Promise<void>;
  readonly leaving: Promise<void>;
  readonly stopRequested: Promise<string>;
}

/**
 * What the primary tells this worker. When a worker has to stop: its primary tells it to, or the primary is gone.
 *
 * Signals are for the primary. Terminals and supervisors send them to every process that they know
 * of. A worker must not close its server because of one. It would refuse connections that are on
 * their way to it, perhaps when no other worker is left to take them.
 */
export function wordsOfPrimary(): WordsOfPrimary {
  const { worker } = cluster;
  if (worker === undefined) throw new Error('this process is not a worker');
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
  const told = (wanted: string) =>
    new Promise<void>((resolve) => {
      worker.on('message', (message: unknown) => {
        if (message === wanted) resolve();
      });
    });
  const orphaned = new Promise<void>((resolve) => {
    worker.once('disconnect', () => {
      if (!worker.exitedAfterDisconnect) resolve();
    });
  });
  const stopRequested = new Promise<string>((resolve) => {
    worker.on('message', (message: unknown) => {
      if (message === STOP) resolve('the primary stops');
    });
    worker.once('disconnect', () => {
      resolve(worker.exitedAfterDisconnect ? 'the primary stops' : 'the primary is gone');
      // At this moment Node ends a worker in the middle of its requests, unless the disconnection
      // was on purpose.
      worker.exitedAfterDisconnect = true;
    });
  });
  return { orphaned, complete: told(READY), leaving: told(LEAVE), stopRequested };
}
