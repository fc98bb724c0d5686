// What was measured on @unkey/cache 1.5.0 does not happen here. Each program runs against both, so
// that it is seen to find the defect where there is one.
import { readFileSync } from 'node:fs';
import { runExample } from '@unlatch/testkit';
import { describe, expect, test } from 'vitest';

const readme = new URL('../README.md', import.meta.url);
const source = readFileSync(new URL('./defects/defects.program.ts', import.meta.url), 'utf8');

type Program = Record<string, () => Promise<boolean>>;

const theirs = await runExample<Program>(readme, source);
const ours = await runExample<Program>(readme, source.replaceAll('@unkey/cache', '@unlatch/cache'));

describe.each(Object.keys(ours))('%s', (defect) => {
  test('in @unkey/cache: yes', async () => {
    expect(await theirs[defect]?.()).toBe(true);
  });

  test('here: no', async () => {
    expect(await ours[defect]?.()).toBe(false);
  });
});
