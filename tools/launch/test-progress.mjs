import { endedTests } from './test-jobs.mjs';

const LINE_EVERY_MS = 30_000;
const REDRAW_EVERY_MS = 1000;
const COLUMNS_FALLBACK = 80;
/** A job that runs for longer than the last time has still something to do. */
const UNFINISHED_MAX = 0.95;

/**
 * Tells how far the tests are: a line when a job starts or ends, and in between what is running.
 * That is redrawn on a terminal, and a line every half a minute where there is none.
 */
export function startProgress(jobs) {
  const startMs = performance.now();
  const running = new Map();
  const ended = new Set();
  const total = sum(jobs.map(({ weight }) => weight.durationMs));
  const isTerminal = process.stdout.isTTY === true;

  const head = () => {
    const done = sum(jobs.map((job) => job.weight.durationMs * shareOf(job)));
    const percent = `${Math.floor((100 * done) / total)}%`;
    return `${clock(performance.now() - startMs).padStart(6)} ${percent.padStart(4)}`;
  };
  const shareOf = (job) => {
    if (ended.has(job)) return 1;
    const sinceMs = running.get(job);
    if (sinceMs === undefined) return 0;
    // The slowest tests come first, so their number alone says too little, and the time alone nothing
    // of a slower machine.
    const ofTests = endedTests(job) / Math.max(job.weight.tests, 1);
    const ofTime = (performance.now() - sinceMs) / job.weight.durationMs;
    return (Math.min(ofTests, UNFINISHED_MAX) + Math.min(ofTime, UNFINISHED_MAX)) / 2;
  };
  const describe = ([job, sinceMs]) =>
    `${job.name} ${clock(performance.now() - sinceMs)} (${endedTests(job)} tests)`;
  const print = (line) => {
    process.stdout.write(`${isTerminal ? '\r\x1b[K' : ''}${line}\n`);
    redraw();
  };
  const redraw = () => {
    if (!isTerminal || running.size === 0) return;
    const line = `${head()}  ${[...running].map(describe).join(', ')}`;
    process.stdout.write(
      `\r\x1b[K${line.slice(0, (process.stdout.columns || COLUMNS_FALLBACK) - 1)}`,
    );
  };
  const tell = () => {
    if (isTerminal) return redraw();
    for (const entry of running) print(`${head()}  running  ${describe(entry)}`);
  };
  const timer = setInterval(tell, isTerminal ? REDRAW_EVERY_MS : LINE_EVERY_MS);

  return {
    print,
    started(job) {
      print(`${head()}  start    ${job.name}`);
      running.set(job, performance.now());
    },
    ended(job, { passed, failed, note, durationMs }) {
      running.delete(job);
      ended.add(job);
      const outcome = failed === 0 ? 'done   ' : 'FAILED ';
      const counts = `${passed} passed, ${failed} failed${note}`;
      print(`${head()}  ${outcome}  ${job.name}: ${counts}, ${clock(durationMs)}`);
    },
    stop() {
      clearInterval(timer);
      if (isTerminal) process.stdout.write('\r\x1b[K');
    },
  };
}

/** As in 12:05: minutes and seconds. */
export function clock(ms) {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
