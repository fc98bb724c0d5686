import { parseArgs } from 'node:util';
import { runHistories } from './healthy.js';
import { commandFor, printReport, runThree } from './three.js';

/*
 * Runs one after the other until the time is over, each with a seed of its own, and ends at the
 * first that finds a violation. With a seed and without minutes, it repeats that run once. With a
 * number of histories, it plays only these, with nothing broken.
 */
const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    minutes: { type: 'string', default: '0' },
    histories: { type: 'string' },
  },
});
const endMs = performance.now() + Number(values.minutes) * 60_000;
const firstSeed = values.seed ?? String(Date.now());
const print = (text: string) => process.stdout.write(`${text}\n`);

function fail(violations: readonly string[]): void {
  print(violations.slice(0, 5).join('\n\n'));
  process.exitCode = 1;
}

async function soak(): Promise<void> {
  for (let run = 0; run === 0 || performance.now() < endMs; run += 1) {
    const seed = run === 0 ? firstSeed : `${firstSeed}.${run}`;
    print(`run ${run + 1}, repeat it with: ${commandFor(seed)}`);
    const report = await runThree(seed);
    print(printReport(report));
    if (report.violations.length > 0) return fail(report.violations);
  }
}

if (values.histories === undefined) {
  await soak();
} else {
  const violations = await runHistories(firstSeed, Number(values.histories));
  print(`seed ${firstSeed}: ${values.histories} histories, ${violations.length} violations`);
  if (violations.length > 0) fail(violations);
}
