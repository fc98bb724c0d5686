import { expect, it } from 'vitest';
import { runHistories } from './healthy.js';
import { commandFor, printReport, runThree } from './three.js';

it('three services on faulty links spend, limit, revoke and record as one would', async () => {
  const seed = String(Date.now());
  process.stdout.write(`three services, seed ${seed}; repeat with: ${commandFor(seed)}\n`);
  const report = await runThree(seed);
  process.stdout.write(`${printReport(report)}\n`);
  expect(report.violations.slice(0, 5).join('\n\n')).toBe('');
}, 600_000);

const HISTORIES = 100;

it(`three services with nothing broken explain each of ${HISTORIES} histories of credits by a serial order`, async () => {
  const seed = String(Date.now());
  process.stdout.write(`${HISTORIES} histories at three services, seed ${seed}\n`);
  const violations = await runHistories(seed, HISTORIES);
  expect(violations.slice(0, 5).join('\n\n')).toBe('');
}, 300_000);
