import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { countsPath } from '../vitest-counts.mjs';
import { runCommand } from './step.mjs';
import { packageFolders, readManifest, root } from './workspace.mjs';

const SHOWN_MAX = 12;
const REPORTERS = [
  '--reporter=default',
  `--reporter=${path.join(root, 'tools', 'vitest-counts.mjs')}`,
];

/** Runs the tests of one package after another, so that each has all cores. */
export async function runTests(env, args) {
  const results = [];
  for (const folder of packageFolders()) {
    const { name, scripts } = readManifest(folder);
    if (folder === '.' || scripts?.test === undefined) continue;
    rmSync(countsPath(name), { force: true });
    const options = { cwd: folder, env, live: true };
    const { exitCode } = await runCommand('pnpm', ['run', 'test', ...REPORTERS, ...args], options);
    results.push({ name, ...readCounts(name, exitCode) });
  }

  for (const { name, passed, failed, note } of results) {
    console.log(`${name.padEnd(28)} ${passed} passed, ${failed} failed${note}`);
  }
  for (const { name, failures } of results) reportFailures(name, failures);
  const failed = sum(results.map((result) => result.failed));
  console.log(`\n${sum(results.map((result) => result.passed))} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** Printed again at the end: above, they are lost in the output of ten thousand tests. */
function reportFailures(name, failures) {
  if (failures.length > 0) console.log(`\nFailed in ${name}:`);
  for (const failure of failures.slice(0, SHOWN_MAX)) console.log(`  ${failure}`);
  const more = failures.length - SHOWN_MAX;
  if (more > 0) console.log(`  and ${more} more: see above`);
}

/** A run that left no counts, or that failed although no test did, is one failure. */
function readCounts(name, exitCode) {
  if (!existsSync(countsPath(name))) {
    return { passed: 0, failed: 1, note: ' (did not finish)', failures: [] };
  }
  const { passed, skipped, failures } = JSON.parse(readFileSync(countsPath(name), 'utf8'));
  const failed = failures.length;
  if (exitCode !== 0 && failed === 0)
    return { passed, failed: 1, note: ` (exit code ${exitCode})`, failures };
  return { passed, failed, note: skipped === 0 ? '' : `, ${skipped} skipped`, failures };
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
