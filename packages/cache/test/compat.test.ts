// Programs written for @unkey/cache 1.5.0 behave the same after changing the import path.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { compileExamples, runExample } from '@unlatch/testkit';
import { describe, expect, test } from 'vitest';

const readme = new URL('../README.md', import.meta.url);
const programs = [
  new URL('./compat/documented.program.ts', import.meta.url),
  new URL('./compat/tiers.program.ts', import.meta.url),
].map((file) => ({
  name: basename(file.pathname),
  source: readFileSync(file, 'utf8'),
}));

const moved = (source: string) => source.replaceAll('@unkey/cache', '@unlatch/cache');

test('the programs compile with this package in place of @unkey/cache', () => {
  expect(
    compileExamples(
      readme,
      programs.map(({ source }) => moved(source)),
    ),
  ).toEqual([]);
});

describe.each(programs)('$name', ({ source }) => {
  test('does the same with this package as with @unkey/cache', async () => {
    const theirs = await runExample<{ outcome: unknown }>(readme, source);
    const ours = await runExample<{ outcome: unknown }>(readme, moved(source));
    expect(theirs.outcome).toBeDefined();
    expect(ours.outcome).toEqual(theirs.outcome);
  });
});
