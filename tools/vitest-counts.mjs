import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../node_modules/.unlatch-tests/', import.meta.url));

/** The path of the counts of a package's last test run. */
export function countsPath(packageName) {
  return path.join(folder, `${packageName.replace('/', '-')}.json`);
}

/**
 * A Vitest reporter that stores the counts and failures of a run, for the summary of `npm test`.
 */
export default class VitestCounts {
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
    const { name } = JSON.parse(readFileSync('package.json', 'utf8'));
    mkdirSync(folder, { recursive: true });
    writeFileSync(countsPath(name), JSON.stringify(counts));
  }
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
