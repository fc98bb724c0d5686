import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { emptyFolder, projectFolder, writeFiles } from './app.js';
import { FRAMEWORKS } from './frameworks.js';
import { readPage, readRecipe, recipeNames } from './page.js';

const INDEX = readPage('docs/recipes/README.md').text;
const TYPES = fileURLToPath(new URL('../node_modules/@types', import.meta.url));

/** They use names that only their own tools know: Deno, and what Nuxt imports by itself. */
const NOT_FOR_NODE = ['deno', 'nuxt'];

test('the index lists every recipe', () => {
  const listed = [...INDEX.matchAll(/\]\(([\w-]+)\.md\)/g)].map(([, name]) => name);
  expect(new Set(listed)).toEqual(new Set(recipeNames()));
});

test('every page shows its whole program, and asks for what it needs first', () => {
  for (const name of recipeNames()) {
    const { text, files, path } = readRecipe(name);
    expect(files.size, path).toBeGreaterThan(0);
    expect(text, path).toContain('[Before you start](README.md#before-you-start)');
    // What the tests do not take from the page would stay untested.
    const shown = [...text.matchAll(/^```(?:ts|python|go|json)\n/gm)].length;
    const taken = [...text.matchAll(/^`[^`\n]+` is the one of \[/gm)].length;
    expect(files.size, path).toBe(shown + taken);
  }
});

test('every package that a page installs is pinned for its test', () => {
  const pinned = [
    '../package.json',
    '../nuxt/package.json',
    '../go/go.mod',
    '../python/requirements.in',
  ].map((file) => readFileSync(new URL(file, import.meta.url), 'utf8'));
  for (const { name } of FRAMEWORKS) {
    for (const installed of packagesIn(readRecipe(name).commands('Install').join('\n'))) {
      expect(pinned.join('\n'), `${name}: ${installed}`).toContain(installed);
    }
  }
});

function packagesIn(commands: string): readonly string[] {
  // wrangler needs a newer Node than this workspace; its page says that the test does without.
  const without = new Set(['wrangler']);
  return commands
    .split('\n')
    .map((line) => line.match(/^(?:npm install|bun add|pip install|go get) (.*)$/)?.[1] ?? '')
    .flatMap((line) => line.split(' '))
    .filter((word) => word !== '' && !word.startsWith('../') && !without.has(word))
    .map((word) => word.replace('@v', ' v'));
}

test('the programs in TypeScript compile as strictly as in this repository', async () => {
  const pages = [...recipeNames().map(readRecipe), readPage('docs/coming-from-unkey.md')];
  const roots: string[] = [];
  for (const { path, files } of pages) {
    const name = path.replace(/.*\/|\.md$/g, '');
    const programs = [...files].filter(([file]) => file.endsWith('.ts'));
    if (programs.length === 0 || NOT_FOR_NODE.includes(name)) continue;
    const folder = projectFolder(`compiled-${name}`);
    await emptyFolder(folder);
    await writeFiles(folder, new Map(programs));
    roots.push(...programs.map(([file]) => join(folder, file)));
  }
  const program = ts.createProgram(roots, {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedIndexedAccess: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    moduleDetection: ts.ModuleDetectionKind.Force,
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
    types: ['node'],
    typeRoots: [TYPES],
    skipLibCheck: true,
    noEmit: true,
  });
  const found = ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
    const line = (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
    return `${file?.fileName}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
  expect(found).toEqual([]);
}, 240_000);
