import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../node_modules/.unlatch-tests/', import.meta.url));

/** Where the counts of a package's last test run are. */
export function countsPath(packageName) {
  return path.join(folder, `${packageName.replace('/', '-')}.json`);
}

/** A Vitest reporter that leaves the numbers of a run where `npm test` adds them up. */
export default class VitestCounts {
  onTestRunEnd(modules, unhandledErrors) {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) count(counts, test.result().state);
      // A file that does not load and a hook that throws fail without any test having failed.
      const containers = [module, ...module.children.allSuites()];
      counts.failed += containers.filter((container) => container.errors().length > 0).length;
    }
    const { name } = JSON.parse(readFileSync('package.json', 'utf8'));
    mkdirSync(folder, { recursive: true });
    writeFileSync(countsPath(name), JSON.stringify(counts));
  }
}

function count(counts, state) {
  if (state in counts) counts[state] += 1;
}
