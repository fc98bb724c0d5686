import { execFile } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { compile } from './compile.js';

const run = promisify(execFile);
const project = inject('project');
const { serverURL, rootKey } = inject('service');
const directory = fileURLToPath(new URL('./programs', import.meta.url));
const programs = (await readdir(directory)).map((file) => ({ file }));

async function runProgram(path: string, workingDirectory: string): Promise<string> {
  const outfile = join(project, 'built', `${crypto.randomUUID()}.mjs`);
  await build({
    absWorkingDir: workingDirectory,
    entryPoints: [path],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
  });
  const env = { PATH: process.env['PATH'], SERVER_URL: serverURL, UNKEY_ROOT_KEY: rootKey };
  const { stdout } = await run(process.execPath, [outfile], { env });
  return stdout;
}

const moved = (file: string) => join(project, file.replace('.test-d.ts', '.moved.mts'));

beforeAll(async () => {
  for (const { file } of programs) {
    const source = await readFile(join(directory, file), 'utf8');
    await writeFile(moved(file), source.replaceAll(`'@unkey/`, `'@unlatch/`));
  }
});

/** The compiler has checked these programs with the originals, unchanged. */
describe('programs written for the original packages', () => {
  test('compile with another import', () => {
    expect(compile(programs.map(({ file }) => moved(file)))).toEqual([]);
  });

  test.each(programs)('print the same with another import: $file', async ({ file }) => {
    const printed = await runProgram(moved(file), project);
    expect(printed).not.toBe('');
    expect(printed).toBe(await runProgram(join(directory, file), directory));
  });
});
