import { readFileSync } from 'node:fs';
import { compileExamples } from '@unlatch/testkit';
import { expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { optionsFor, readme } from './project.js';

function read(program: string): string {
  return readFileSync(new URL(`programs/${program}.test-d.ts`, import.meta.url), 'utf8');
}

const mistake = `
import { withUnkey } from '@unlatch/nextjs';
export const GET = withUnkey((req) => new Response(req.nope));`;

// Each version is recognised by an export that the previous one does not have.
const unknown = (name: string) => expect.stringMatching(RegExp(`no exported member.*'${name}'`));

test.each([
  ['next-14', ['every-version', 'plain-params'], [unknown('after'), unknown('NextProxy')]],
  ['next-15', ['every-version', 'promised-params'], [unknown('NextProxy')]],
  ['next', ['every-version', 'promised-params', 'proxy'], []],
] as const)(
  'programs for %s compile, and do not compile with a mistake in them',
  (version, programs, missing) => {
    const options = optionsFor(version);
    expect(compileExamples(readme, programs.map(read), options)).toEqual([]);
    const probe = `import { after, type NextProxy } from 'next/server';
export const used: [typeof after, NextProxy?] = [after];`;
    expect(compileExamples(readme, [probe, mistake], options)).toEqual([
      ...missing,
      expect.stringContaining("Property 'nope' does not exist"),
    ]);
  },
  60_000,
);

/** The first releases without a known way for a request to pass the proxy by. */
const corrected = [
  [14, 2, 25],
  [15, 5, 18],
  [16, 2, 6],
];

test('the package accepts no release of Next in which a request can pass the proxy by', () => {
  const floors = manifest.peerDependencies.next
    .split(' || ')
    .map((range) => range.replace('^', '').split('.').map(Number));
  expect(floors.map(([major]) => major)).toEqual(corrected.map(([major]) => major));
  const rank = ([major = 0, minor = 0, patch = 0]: number[]) => major * 1e6 + minor * 1e3 + patch;
  floors.forEach((floor, index) => {
    expect(rank(floor)).toBeGreaterThanOrEqual(rank(corrected[index] ?? []));
  });
});
