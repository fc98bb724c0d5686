import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startHarness } from '../harness.js';
import { type Example, readExamples, section, withPlaceholders } from './page.js';
import { type Outcome, runInBash } from './shell.js';

const ROOT = new URL('../../../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT), 'utf8');

const MASTER_KEYS = `first:${Buffer.alloc(32, 7).toString('base64')}`;

const firstMinutes = readExamples(section(read('README.md'), '### With curl'));
/** Defines `unlatch` and `field`, and makes the API and the key that the guides use. */
const preparation = firstMinutes.slice(0, 1);

interface Page {
  readonly name: string;
  readonly examples: readonly Example[];
}

/** In the order in which the README lists them. */
const guides: readonly Page[] = [
  ...read('README.md').matchAll(/\[[\w ]+\]\((docs\/guides\/[\w-]+\.md)\)/g),
]
  .map(([, name = '']) => name)
  .slice(-readdirSync(new URL('docs/guides/', ROOT)).length)
  .map((name) => ({ name, examples: readExamples(read(name)) }));

describe('the examples for curl', () => {
  it('are on every page in docs/guides, which the README lists', () => {
    const files = readdirSync(new URL('docs/guides/', ROOT)).map((file) => `docs/guides/${file}`);
    expect(guides.map(({ name }) => name).sort()).toEqual(files.sort());
    for (const { examples } of guides) expect(examples.length).toBeGreaterThan(0);
  });

  it.each([
    ['in the order of the README', guides],
    ['in reverse order', guides.toReversed()],
  ])('work as written on one service and in one shell, %s', async (_, pages) => {
    const readme = { name: 'README.md', examples: firstMinutes };
    const all = [readme, ...pages].flatMap(({ name, examples }) => [
      // Each page asks its reader to paste this first.
      ...(name === readme.name ? [] : preparation.map((example) => ({ name, example }))),
      ...examples.map((example) => ({ name, example })),
    ]);
    const outcomes = await run(all.map(({ example }) => example));
    all.forEach(({ name, example }, index) => expectAsWritten(name, example, outcomes[index]));
  });
});

it('the program of the README runs as pasted, and verifies a key', async () => {
  const [program] = readExamples(
    section(read('README.md'), '### With the client of this repository'),
  );
  if (program === undefined) throw new Error('the README has no program');
  const [outcome] = await run([program]);
  expect(outcome?.stdout).toMatch(/\nkey_\w+$/);
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
  const env = { UNLATCH_URL: url, UNLATCH_ROOT_KEY: rootKey };
  return runInBash(scripts, env, fileURLToPath(ROOT));
}

function expectAsWritten(
  page: string,
  { line, refusals, printed }: Example,
  { stdout = '', statuses = [] }: Partial<Outcome> = {},
): void {
  const where = `${page}, line ${line}, printed ${stdout}`;
  expect(statuses.length, where).toBeGreaterThan(0);
  const refused = statuses.filter((status) => status >= 300);
  expect(refused, where).toEqual(refusals);
  if (printed === undefined) return;
  const answer: unknown = JSON.parse(stdout.split('\n').at(-1) ?? '');
  expect(withPlaceholders(answer), where).toEqual(withPlaceholders(printed));
}
