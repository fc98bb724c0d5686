import { pino } from 'pino';
import { expect, it } from 'vitest';
import { ImpossibleTransitionError } from '../../lib/state-machine.js';
import { WorkerPool } from './worker-pool.js';

const LIMIT_MS = 1000;

function newPool(): WorkerPool {
  return new WorkerPool({ size: 2, env: {}, log: pino({ enabled: false }) });
}

it('a pool that is NEW can be stopped, and the stop counts as in order', async () => {
  expect(await newPool().stop(LIMIT_MS)).toBe(true);
});

it('a pool that is STOPPING or STOPPED starts no worker (invariant 2)', async () => {
  const pool = newPool();
  const stopped = pool.stop(LIMIT_MS);
  await expect(pool.start()).rejects.toThrow(ImpossibleTransitionError);
  await stopped;
  await expect(pool.start()).rejects.toThrow(ImpossibleTransitionError);
});

it('a pool is stopped once', async () => {
  const pool = newPool();
  const stopped = pool.stop(LIMIT_MS);
  await expect(pool.stop(LIMIT_MS)).rejects.toThrow(ImpossibleTransitionError);
  await stopped;
  await expect(pool.stop(LIMIT_MS)).rejects.toThrow(ImpossibleTransitionError);
});
