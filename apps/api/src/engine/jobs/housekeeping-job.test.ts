import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Harness, startHarness } from '../../../test/harness.js';
import { HousekeepingJob } from './housekeeping-job.js';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.stop());

const HOUR_MS = 60 * 60 * 1000;

it('reports a failure and stays ready for the next time', async () => {
  const failures: unknown[] = [];
  const failed = new Promise<void>((resolve) => {
    const job = new HousekeepingJob({
      db: harness.deps.db,
      name: 'test.failing',
      intervalMs: HOUR_MS,
      runBatch: async () => {
        throw new Error('no disk');
      },
      onFailed: (reason) => {
        failures.push(reason);
        resolve(job.stop());
      },
    });
    job.start();
  });
  await failed;
  expect(failures).toEqual([new Error('no disk')]);
});

it('has ended when stop resolves, even in the middle of much work', async () => {
  let batches = 0;
  let stopped: Promise<void> | undefined;
  const job = new HousekeepingJob({
    db: harness.deps.db,
    name: 'test.endless',
    intervalMs: HOUR_MS,
    runBatch: async () => {
      batches += 1;
      if (batches === 3) stopped = job.stop();
      return true;
    },
    onFailed: () => undefined,
  });
  await job.run();
  await stopped;
  expect(batches).toBe(3);
});
