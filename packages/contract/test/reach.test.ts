import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const SOURCE = fileURLToPath(new URL('../src', import.meta.url));
const OPERATIONS = path.join(SOURCE, 'operations');

/** Everything that a file imports, directly or through other files, types included. */
function reachOf(file: string, reached = new Set<string>()): Set<string> {
  if (reached.has(file)) return reached;
  reached.add(file);
  if (!path.isAbsolute(file)) return reached;
  for (const { fileName } of ts.preProcessFile(readFileSync(file, 'utf8')).importedFiles) {
    const isRelative = fileName.startsWith('.');
    const target = path.resolve(path.dirname(file), fileName.replace(/\.js$/, '.ts'));
    reachOf(isRelative ? target : fileName, reached);
  }
  return reached;
}

function outsideOf(files: Iterable<string>, folder: string): string[] {
  return [...files].filter((file) => !file.startsWith(folder + path.sep));
}

const DEFINITIONS = readdirSync(OPERATIONS, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);

describe.each(DEFINITIONS)('the definition %s', (file) => {
  it('reaches files of the contract and TypeBox, and nothing else', () => {
    const reached = reachOf(path.join(OPERATIONS, file));
    expect(reached.size).toBeGreaterThan(2);
    expect(outsideOf(reached, SOURCE)).toEqual(['@sinclair/typebox']);
  });

  it('reaches no other operation', () => {
    const others = [...reachOf(path.join(OPERATIONS, file))].filter((reached) =>
      reached.startsWith(OPERATIONS),
    );
    expect(others).toEqual([path.join(OPERATIONS, file)]);
  });
});

describe.each(['problems/catalogue.ts', 'rights/right.ts', 'rights/actions.ts'])('%s', (file) => {
  it('reaches nothing outside its folder, so that pure rules may use it', () => {
    const entry = path.join(SOURCE, file);
    expect(outsideOf(reachOf(entry), path.dirname(entry))).toEqual([]);
  });
});
