import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../node_modules/.unlatch-tests/', import.meta.url));
const UPDATE_MS = 500;

/** Where the counts of a job's last test run are. */
export function countsPath(job) {
  return path.join(folder, 'counts', `${job.replaceAll(/[/ ]/g, '-')}.json`);
}

/**
 * A Vitest reporter that leaves the numbers and failures of a run where `npm test` sums them up, and
 * while it runs the number of tests that have ended.
 */
export default class VitestCounts {
  #ended = 0;
  #writtenMs = Number.NEGATIVE_INFINITY;

  onTestCaseResult() {
    this.#ended += 1;
    if (performance.now() - this.#writtenMs < UPDATE_MS) return;
    this.#writtenMs = performance.now();
    write({ ended: this.#ended, isComplete: false });
  }

  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, skipped: 0, failures: unhandledErrors.map(firstLine) };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state, errors } = test.result();
        if (state in counts) counts[state] += 1;
        if (state === 'failed') counts.failures.push(describe(module, test.fullName, errors));
      }
      // A file that does not load and a hook that throws are failures without a failed test.
      for (const container of [module, ...module.children.allSuites()]) {
        const errors = container.errors();
        const name = container === module ? '' : container.fullName;
        if (errors.length > 0) counts.failures.push(describe(module, name, errors));
      }
    }
    write({ ...counts, ended: this.#ended, isComplete: true });
  }
}

/** Read while it is written, so each version appears by one rename. */
function write(counts) {
  const job = process.env.UNLATCH_TEST_JOB ?? JSON.parse(readFileSync('package.json', 'utf8')).name;
  const target = countsPath(job);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(`${target}.new`, JSON.stringify(counts));
  renameSync(`${target}.new`, target);
}

function describe(module, name, errors) {
  const where = [module.relativeModuleId, name].filter(Boolean).join(' ');
  return `${where}: ${firstLine(errors?.[0])}`;
}

function firstLine(error) {
  return String(error?.message ?? error)
    .split('\n', 1)[0]
    .slice(0, 200);
}
