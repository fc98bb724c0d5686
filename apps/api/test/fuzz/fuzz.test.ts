import { randomBytes } from 'node:crypto';
import { startService } from '@unlatch/testkit';
import { expect, inject, it, onTestFinished } from 'vitest';
import { chaptersFor, fuzz, OPERATION_NAMES } from './fuzz.js';

/** The same cases in every run, so that a failure is about the change under test. */
const SEED = 7;
const CASES = 10_000;
const LIMIT_MS = 600_000;

it(
  `answers ${CASES} hostile requests only as the contract says, and keeps serving`,
  async () => {
    const service = await startService({
      adminUrl: inject('adminUrl'),
      env: { MASTER_KEYS: `only:${randomBytes(32).toString('base64')}` },
    });
    onTestFinished(() => service.stop());
    const print = (line: string) => void process.stdout.write(`${line}\n`);
    const { report, faults } = await fuzz(service, {
      seed: SEED,
      chapters: chaptersFor(CASES),
      print,
    });
    print(report.describeAnswers());
    expect(report.describeFailures()).toBe('');
    expect(faults).toEqual([]);
    expect(report.cases).toBe(CASES);
    // Otherwise the cases would prove nothing about these operations.
    expect(report.neverDone(OPERATION_NAMES)).toEqual([]);
  },
  LIMIT_MS,
);
