import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { missingEngine, startEngineHarness } from '../engine-harness.js';
import { readExamples, section } from './page.js';
import { runInBash } from './shell.js';

const ROOT = new URL('../../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');

/** Defines `unlatch` and `field`, and makes the API that the pages use. */
const preparation = readExamples(section(read('README.md'), '### With curl')).slice(0, 1);

describe.skipIf(missingEngine !== undefined)('the commands about analytics', () => {
  it.each(['getting-started', 'charts', 'export'])(
    'of docs/analytics/%s.md work as written',
    async (name) => {
      const harness = await startEngineHarness();
      onTestFinished(() => harness.stop());
      const url = await harness.app.listen({ host: '127.0.0.1', port: 0 });
      const { rootKeyUse } = harness.deps;
      const rootKey = rootKeyUse.kind === 'generated' ? rootKeyUse.rootKey : '';
      const examples = [...preparation, ...readExamples(read(`docs/analytics/${name}.md`))];
      const env = { UNLATCH_URL: url, UNLATCH_ROOT_KEY: rootKey };
      const scripts = examples.map(({ script }) => script);
      const outcomes = await runInBash(scripts, env, fileURLToPath(ROOT));
      expect(outcomes).toHaveLength(examples.length);
      outcomes.forEach(({ statuses, stdout }, index) => {
        const where = `line ${examples[index]?.line}: ${stdout}`;
        expect(statuses.length, where).toBeGreaterThan(0);
        expect(new Set(statuses), where).toEqual(new Set([200]));
      });
    },
  );
});
