import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readUnwritten, UnwrittenJournal } from './unwritten-journal.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'unlatch-test-journal-'));
});
afterEach(() => rm(dir, { recursive: true }));

it('never reports too few events, and exactly none when none is left, whenever the process is killed', async () => {
  const step = fc.oneof(
    fc.record({ add: fc.nat(3000) }),
    fc.record({ settleShare: fc.double({ min: 0, max: 1, noNaN: true }) }),
    fc.constant('tick' as const),
    fc.constant('time passes' as const),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const file = path.join(dir, 'journal');
      const journal = await UnwrittenJournal.create(file);
      let unwritten = 0;
      const told = async () => readUnwritten(await readFile(file, 'utf8'));
      for (const each of steps) {
        if (each === 'tick') journal.tick();
        else if (each === 'time passes') await new Promise(setImmediate);
        else if ('add' in each) {
          for (let count = 0; count < each.add; count++) journal.add();
          unwritten += each.add;
        } else {
          const settled = Math.floor(unwritten * each.settleShare);
          unwritten -= settled;
          journal.settle(settled);
        }
        expect(await told()).toBeGreaterThanOrEqual(unwritten);
      }
      journal.settle(unwritten);
      await journal.close();
      expect(await told()).toBe(0);
    }),
    { numRuns: 100 },
  );
});

it('reports nothing for a journal that its process had no time to write', () => {
  expect(readUnwritten('')).toBe(0);
});
