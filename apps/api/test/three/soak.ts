import { parseArgs } from 'node:util';
import { commandFor, printReport, runThree } from './three.js';

/*
 * Runs one after the other until the time is over, each with a seed of its own, and ends at the
 * first that finds a violation. With a seed and without minutes, it repeats that run once.
 */
const { values } = parseArgs({
  options: { seed: { type: 'string' }, minutes: { type: 'string', default: '0' } },
});
const endMs = performance.now() + Number(values.minutes) * 60_000;
const firstSeed = values.seed ?? String(Date.now());
const print = (text: string) => process.stdout.write(`${text}\n`);

for (let run = 0; run === 0 || performance.now() < endMs; run += 1) {
  const seed = run === 0 ? firstSeed : `${firstSeed}.${run}`;
  print(`run ${run + 1}, repeat it with: ${commandFor(seed)}`);
  const report = await runThree(seed);
  print(printReport(report));
  if (report.violations.length === 0) continue;
  print(report.violations.slice(0, 5).join('\n\n'));
  process.exitCode = 1;
  break;
}
