import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, constants, setPriority } from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { stopTrees } from './process-tree.mjs';
import { StepFailed } from './step.mjs';
import { findJobs, forgetCounts, keepWeights, readCounts } from './test-jobs.mjs';
import { clock, startProgress } from './test-progress.mjs';
import { findTestEngine, startTestServer } from './test-server.mjs';
import { root } from './workspace.mjs';

const SHOWN_MAX = 12;
const EXCERPT_LINES_MAX = 200;
/** As for `nice`: a third of the share of a job that does not give way. */
const GIVING_WAY = 5;
const logFolder = path.join(root, 'node_modules/.unlatch-tests/logs');
const REPORTERS = [
  '--reporter=default',
  `--reporter=${path.join(root, 'tools', 'vitest-counts.mjs')}`,
];

/**
 * Runs the tests as jobs, as many at once as there are cores: while one waits for a server to stop
 * or for a page to be built, another computes. Jobs give way to one whose tests have a service
 * answer in time, so that its tests are not slowed down by the others.
 */
export async function runTests(env, args) {
  const jobs = findJobs();
  mkdirSync(logFolder, { recursive: true });
  const atOnce = availableParallelism();
  const durationsMs = jobs.map(({ weight }) => weight.durationMs);
  const expectedMs = Math.max(sum(durationsMs) / atOnce, ...durationsMs);
  const estimate = args.length === 0 ? `, ${clock(expectedMs)} or more by the last run` : '';
  console.log(`Testing: ${jobs.length} jobs, ${atOnce} at once${estimate}`);
  console.log(`What the tests print: ${path.relative(root, logFolder)}`);

  const interruption = watchSignals();
  const engineEnv = await findTestEngine(process.env);
  const server = await startTestServer();
  const progress = startProgress(jobs);
  let results;
  try {
    const VITEST_MAX_WORKERS = String(Math.max(Math.floor(atOnce / 2), 1));
    const jobEnv = { ...env, ...engineEnv, ...server.env, VITEST_MAX_WORKERS };
    results = await runAll({ jobs, atOnce, args, env: jobEnv, progress, interruption });
  } finally {
    progress.stop();
    await server.stop();
    interruption.unwatch();
  }
  if (interruption.signal !== undefined)
    throw new StepFailed(128 + constants.signals[interruption.signal]);
  if (args.length === 0) keepWeights(results);
  return report(results, args);
}

/** A signal to the launcher stops all jobs with everything that they have started. */
function watchSignals() {
  const interruption = { signal: undefined, stopped: undefined, children: new Set() };
  const interrupt = (signal) => {
    interruption.signal ??= signal;
    interruption.stopped ??= stopTrees([...interruption.children].map(({ pid }) => pid));
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  interruption.unwatch = () => process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
  return interruption;
}

async function runAll({ jobs, atOnce, args, env, progress, interruption }) {
  const waiting = [...jobs];
  const results = [];
  const runInTurn = async () => {
    while (waiting.length > 0 && interruption.signal === undefined) {
      const job = waiting.shift();
      progress.started(job);
      const result = await runJob({ job, args, env, children: interruption.children });
      if (interruption.signal !== undefined) return;
      progress.ended(job, result);
      if (result.failed > 0) progress.print(`\n${excerptOf(result)}\n`);
      results.push(result);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, runInTurn));
  await interruption.stopped;
  return results;
}

async function runJob({ job, args, env, children }) {
  forgetCounts(job);
  const startMs = performance.now();
  const cwd = path.join(root, job.folder);
  const logFile = path.join(logFolder, `${job.name.replaceAll(/[/ ]/g, '-')}.log`);
  const log = openSync(logFile, 'w');
  // Arguments choose tests of some packages, and none of the others.
  const chosen = args.length === 0 ? [] : ['--passWithNoTests', ...args];
  const child = spawn('sh', ['-c', `${job.command} "$@"`, 'sh', ...REPORTERS, ...chosen], {
    cwd,
    env: {
      ...env,
      PATH: [path.join(cwd, 'node_modules/.bin'), env.PATH].join(path.delimiter),
      UNLATCH_TEST_JOB: job.name,
    },
    stdio: ['ignore', log, log],
    // A terminal signals its whole foreground group. What runs here is stopped by the launcher alone.
    detached: true,
  });
  closeSync(log);
  if (!job.isTimed && child.pid !== undefined) giveWay(child.pid);
  children.add(child);
  const exitCode = await new Promise((resolve) => {
    child.on('exit', (code) => resolve(code ?? 1));
    child.on('error', () => resolve(127));
  });
  children.delete(child);
  const durationMs = performance.now() - startMs;
  return { job, logFile, durationMs, ...readCounts(job, exitCode) };
}

/** Linux schedules each session as a group with a priority of its own; elsewhere there is none. */
function giveWay(pid) {
  setPriority(pid, GIVING_WAY);
  try {
    writeFileSync(`/proc/${pid}/autogroup`, String(GIVING_WAY));
  } catch {
    // The priority of the process is then all that counts.
  }
}

/** What Vitest says of its failures, which stands at the end, without the tests that passed. */
function excerptOf({ logFile }) {
  const lines = stripVTControlCharacters(readFileSync(logFile, 'utf8')).trimEnd().split('\n');
  const start = lines.findIndex((line) => /^⎯+ (Failed|Unhandled)/.test(line));
  const shown = start < 0 ? lines.slice(-EXCERPT_LINES_MAX) : lines.slice(start);
  return [
    ...shown.slice(0, EXCERPT_LINES_MAX),
    `The whole output: ${path.relative(root, logFile)}`,
  ].join('\n');
}

function report(results, args) {
  console.log();
  const chosen = results.filter(({ passed, failed }) => passed + failed > 0);
  for (const { job, passed, failed, note, durationMs } of chosen) {
    const counts = `${String(passed).padStart(5)} passed, ${failed} failed${note}`;
    console.log(`${clock(durationMs).padStart(6)}  ${job.name.padEnd(30)} ${counts}`);
  }
  for (const { job, failures } of results) reportFailures(job, failures);
  const passed = sum(results.map((result) => result.passed));
  const failed = sum(results.map((result) => result.failed));
  if (chosen.length === 0) {
    console.log(`\nNo test is chosen by: ${args.join(' ')}\n0 passed, 1 failed`);
    return 1;
  }
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** Once more and last, because a reader overlooks them among everything else. */
function reportFailures({ name }, failures) {
  if (failures.length > 0) console.log(`\nFailed in ${name}:`);
  for (const failure of failures.slice(0, SHOWN_MAX)) console.log(`  ${failure}`);
  const more = failures.length - SHOWN_MAX;
  if (more > 0) console.log(`  and ${more} more: see above`);
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
