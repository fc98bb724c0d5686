import { readFileSync } from 'node:fs';
import { compileExamples } from '@unlatch/testkit';
import { expect, test } from 'vitest';
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
