import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, inject, test } from 'vitest';
import { compile, forBundlers, forNode, forOldProjects } from './compile.js';
import { publishedPackages, specifiersOf } from './packages.js';

const run = promisify(execFile);
const project = inject('project');
const specifiers = publishedPackages().flatMap(({ manifest }) => specifiersOf(manifest));

const imports = `
for (const name of process.argv.slice(2)) {
  console.log(JSON.stringify([name, Object.keys(await import(name)).sort()]));
}`;
const requires = `
for (const name of process.argv.slice(2)) {
  console.log(JSON.stringify([name, Object.keys(require(name)).sort()]));
}`;

/** The exports of each entry when a program of the project loads it. */
async function load(file: string, source: string): Promise<unknown[]> {
  await writeFile(join(project, file), source);
  const { stdout } = await run(process.execPath, [file, ...specifiers], { cwd: project });
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('an installed package', () => {
  test('exports the same names to import and to require', async () => {
    const imported = await load('load.mjs', imports);
    expect(imported).toHaveLength(specifiers.length);
    expect(await load('load.cjs', requires)).toEqual(imported);
  });

  test('recognises an error of its other format', async () => {
    const source = `
      import { createRequire } from 'node:module';
      import { NotFoundErrorResponse as imported } from '@unlatch/api';
      const { NotFoundErrorResponse: required } = createRequire(import.meta.url)('@unlatch/api');
      const error = new required({ code: 'c', detail: 'd', status: 404 });
      console.log(JSON.stringify([imported !== required, error instanceof imported]));`;
    await writeFile(join(project, 'errors.mjs'), source);
    const { stdout } = await run(process.execPath, ['errors.mjs'], { cwd: project });
    expect(JSON.parse(stdout)).toEqual([true, true]);
  });
});

const loadAll = specifiers
  .map((name, index) => `import * as entry${index} from '${name}';\nvoid entry${index};`)
  .join('\n');

const program = `${loadAll}
import { Unkey, UnkeyError } from '@unlatch/api';

export async function verify(key: string): Promise<string> {
  const unkey = new Unkey({ rootKey: 'root_key' });
  try {
    const { data } = await unkey.keys.verifyKey({ key });
    return data.valid ? data.keyId : data.code;
  } catch (error) {
    if (error instanceof UnkeyError) return error.code;
    throw error;
  }
}
`;

describe('a program that uses all packages', () => {
  test.each([
    ['as an ES module on Node', 'program.mts', forNode],
    ['as CommonJS', 'program.cts', forNode],
    ['for a bundler', 'program.ts', forBundlers],
    ['in a project from before `exports`', 'program.ts', forOldProjects],
  ])('compiles %s', async (_name, file, mode) => {
    await writeFile(join(project, file), program);
    expect(compile([join(project, file)], mode)).toEqual([]);
  });

  test('does not compile with a mistake in it', async () => {
    await writeFile(join(project, 'broken.mts'), program.replace('data.valid ?', 'true ?'));
    expect(compile([join(project, 'broken.mts')])).toEqual([expect.stringContaining('undefined')]);
  });
});
