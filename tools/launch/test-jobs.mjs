import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { countsPath } from '../vitest-counts.mjs';
import { packageFolders, readManifest, root } from './workspace.mjs';

/** What the jobs took in the last runs, here and, for jobs that are new here, where it was measured. */
const lastWeightsPath = path.join(root, 'node_modules/.unlatch-tests/weights.json');
const defaultWeightsPath = new URL('./test-weights.json', import.meta.url);
const UNKNOWN = { durationMs: 10_000, tests: 100 };

/** Scripts whose tests have limits of time that are the service's, not theirs. */
const TIMED = ['test:processes'];

/**
 * What runs on its own: the script `test` of a package or, where a package has such, each of its
 * scripts `test:…`. The longest first, so that none of them is left over when all others have ended.
 */
export function findJobs() {
  const weights = { ...readJson(defaultWeightsPath), ...readJson(lastWeightsPath) };
  return packageFolders()
    .filter((folder) => folder !== '.')
    .flatMap(jobsOf)
    .map((job) => ({ ...job, weight: weights[job.name] ?? UNKNOWN }))
    .sort((a, b) => b.weight.durationMs - a.weight.durationMs);
}

function jobsOf(folder) {
  const { name, scripts = {} } = readManifest(folder);
  const parts = Object.keys(scripts).filter((script) => script.startsWith('test:'));
  if (parts.length === 0 && scripts.test === undefined) return [];
  const chosen = parts.length === 0 ? ['test'] : parts;
  return chosen.map((script) => ({
    name: [name, ...script.split(':').slice(1)].join(' '),
    folder,
    command: scripts[script],
    isTimed: TIMED.includes(script),
  }));
}

/** For the next run. A job that failed may have ended too early to tell anything. */
export function keepWeights(results) {
  const weights = readJson(lastWeightsPath);
  for (const { job, passed, failed, durationMs } of results) {
    if (failed === 0) weights[job.name] = { durationMs: Math.round(durationMs), tests: passed };
  }
  mkdirSync(path.dirname(lastWeightsPath), { recursive: true });
  writeFileSync(lastWeightsPath, JSON.stringify(weights, null, 2));
}

export function forgetCounts({ name }) {
  rmSync(countsPath(name), { force: true });
}

/** How many tests of a job have ended so far. */
export function endedTests({ name }) {
  return readJson(countsPath(name)).ended ?? 0;
}

/** A run that left no numbers, or that failed although no test did, is one failure. */
export function readCounts({ name }, exitCode) {
  const { isComplete = false, passed, skipped, failures } = readJson(countsPath(name));
  if (!isComplete) {
    // Vitest reports nothing when its arguments choose no test of a package.
    if (exitCode === 0) return { passed: 0, failed: 0, note: '', failures: [] };
    return { passed: 0, failed: 1, note: ' (did not finish)', failures: [] };
  }
  const failed = failures.length;
  if (exitCode !== 0 && failed === 0)
    return { passed, failed: 1, note: ` (exit code ${exitCode})`, failures };
  return { passed, failed, note: skipped === 0 ? '' : `, ${skipped} skipped`, failures };
}

/** A file that is not there, or that a killed run left half written, holds nothing. */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}
