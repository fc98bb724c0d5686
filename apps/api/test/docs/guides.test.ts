import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startHarness } from '../harness.js';
import { type Example, readExamples, section, withPlaceholders } from './page.js';
import { type Outcome, runInBash } from './shell.js';

const ROOT = new URL('../../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');

const MASTER_KEYS = `first:${Buffer.alloc(32, 7).toString('base64')}`;

const firstMinutes = readExamples(section(read('README.md'), '### With curl'));
/** Defines `unlatch`, and makes the API and the key that the guides use. */
const preparation = firstMinutes.slice(0, 1);

const guides = readdirSync(new URL('docs/guides/', ROOT)).filter((file) => file.endsWith('.md'));

describe('the examples for curl', () => {
  it('work as the README has them', async () => {
    expect(firstMinutes.length).toBeGreaterThan(1);
    expectAsWritten(firstMinutes, await run(firstMinutes));
  });

  it.each(guides)('work as docs/guides/%s has them', async (file) => {
    const examples = readExamples(read(`docs/guides/${file}`));
    const outcomes = await run([...preparation, ...examples]);
    expectAsWritten(examples, outcomes.slice(preparation.length));
  });
});

/**
 * Runs the examples with what a reader has: a new service after its first start, and its root key.
 */
async function run(examples: readonly Example[]): Promise<readonly Outcome[]> {
  const harness = await startHarness({ MASTER_KEYS });
  onTestFinished(() => harness.stop());
  // As in use, no two requests come at the same moment.
  harness.app.server.on('request', () => harness.clock.advance(1));
  const url = await harness.app.listen({ host: '127.0.0.1', port: 0 });
  const { rootKeyUse } = harness.deps;
  const rootKey = rootKeyUse.kind === 'generated' ? rootKeyUse.rootKey : '';
  const scripts = examples.map((example) => example.script);
  return runInBash(scripts, { UNLATCH_URL: url, UNLATCH_ROOT_KEY: rootKey });
}

function expectAsWritten(examples: readonly Example[], outcomes: readonly Outcome[]): void {
  examples.forEach(({ line, refusals, printed }, index) => {
    const { stdout = '', statuses = [] } = outcomes[index] ?? {};
    const where = `line ${line} printed ${stdout}`;
    expect(statuses.length, where).toBeGreaterThan(0);
    const refused = statuses.filter((status) => status >= 300);
    expect(refused, where).toEqual(refusals);
    if (printed === undefined) return;
    const answer: unknown = JSON.parse(stdout.split('\n').at(-1) ?? '');
    expect(withPlaceholders(answer), where).toEqual(withPlaceholders(printed));
  });
}
