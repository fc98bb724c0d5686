import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const readme = readFileSync(here('../README.md'), 'utf8');
const examples = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map((match) => match[1] ?? '');

/** The compiler's errors in the examples when they use the built package. */
function compile(sources: string[]): string[] {
  const files = new Map(sources.map((source, index) => [here(`./example-${index}.ts`), source]));
  // The settings of a strict project on Node. No DOM: the package must not need it.
  const options: ts.CompilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
    types: ['node'],
    noEmit: true,
  };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  const readFromDisk: typeof readFile = (path) => readFile.call(host, path);
  host.readFile = (path) => files.get(path) ?? readFromDisk(path);
  host.fileExists = (path) => files.has(path) || fileExists.call(host, path);
  const program = ts.createProgram([...files.keys()], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

const broken = examples.map((example) => example.replaceAll('unkey.', 'unkey.no.'));
const [complaints, complaintsAboutBroken] = [compile(examples), compile(broken)];

describe('the examples in the README', () => {
  test('compile against the built package', () => {
    expect(examples.length).toBeGreaterThan(3);
    expect(complaints).toEqual([]);
  });

  test('would not compile with a mistake in them', () => {
    expect(complaintsAboutBroken.length).toBeGreaterThanOrEqual(examples.length);
  });
});
