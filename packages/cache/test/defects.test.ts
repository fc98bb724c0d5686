// Defects of @unkey/cache 1.5.0 that this package does not have. Each program runs against both
// packages, which proves that it detects the defect.
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
