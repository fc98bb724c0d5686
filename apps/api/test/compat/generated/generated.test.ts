import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  findGo,
  findPython,
  isSkipped,
  makePythonEnvironment,
  neededBy,
  type RunningService,
  startService,
} from '@unlatch/testkit';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { runToSuccess } from '../run-program.js';

const FOLDER = fileURLToPath(new URL('./', import.meta.url));
const SERVICE = fileURLToPath(new URL('../../../', import.meta.url));
const DOCUMENT = join(SERVICE, 'openapi.json');
const PYTHON = findPython();
const GO = findGo();

/** The three programs do the same, so they print the same. */
const PRINTED = 'Job true VALID 1 false\ntrue 0 404 404\n';

let service: RunningService;
/** Where the clients are generated and compiled. What a program imports is found from there. */
let folder: string;
beforeAll(async () => {
  const cache = join(SERVICE, 'node_modules', '.cache');
  await mkdir(cache, { recursive: true });
  folder = await mkdtemp(join(cache, 'unlatch-generated-'));
  service = await startService({ adminUrl: inject('adminUrl') });
});
afterAll(async () => {
  await service.stop();
  await rm(folder, { recursive: true });
});

function run(program: string, args: readonly string[], cwd: string): Promise<string> {
  const { url, rootKey } = service;
  const env = { GOTOOLCHAIN: 'local', UNLATCH_URL: url, UNLATCH_ROOT_KEY: rootKey };
  return runToSuccess(program, args, { cwd, env });
}

/** A program of a package that the service depends on. */
function node(packageName: string, file: string, args: readonly string[], cwd: string) {
  const manifest = createRequire(join(SERVICE, 'package.json')).resolve(
    `${packageName}/package.json`,
  );
  return run(process.execPath, [join(dirname(manifest), file), ...args], cwd);
}

describe('a client that is generated from openapi.json makes ten calls', () => {
  it('in TypeScript, with openapi-typescript and tsc --strict', async () => {
    const cwd = join(folder, 'typescript');
    await mkdir(cwd);
    await cp(join(FOLDER, 'ten-calls.ts.txt'), join(cwd, 'ten-calls.ts'));
    await writeFile(join(cwd, 'package.json'), '{ "type": "module" }');
    // Otherwise a field of a shared shape that has a default would be required in requests.
    const options = ['--default-non-nullable=false', '--output', 'schema.ts'];
    await node('openapi-typescript', 'bin/cli.js', [DOCUMENT, ...options], cwd);
    const compilerOptions = { strict: true, target: 'es2022', module: 'nodenext', types: ['node'] };
    await writeFile(join(cwd, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
    await node('typescript', 'bin/tsc', [], cwd);
    expect(await run(process.execPath, ['ten-calls.js'], cwd)).toBe(PRINTED);
  });

  it.skipIf(isSkipped(PYTHON))(
    `in Python, with openapi-python-client${neededBy(PYTHON)}`,
    async () => {
      const python = await makePythonEnvironment(join(FOLDER, '../python/requirements.txt'));
      const cwd = join(folder, 'python');
      await mkdir(cwd);
      await cp(join(FOLDER, 'ten_calls.py'), join(cwd, 'ten_calls.py'));
      const options = ['--output-path', 'unlatch_client', '--meta', 'none', '--fail-on-warning'];
      await writeFile(join(cwd, 'config.yaml'), 'post_hooks: []\n');
      const generate = ['-m', 'openapi_python_client', 'generate', '--config', 'config.yaml'];
      await run(python, [...generate, '--path', DOCUMENT, ...options], cwd);
      expect(await run(python, ['-B', 'ten_calls.py'], cwd)).toBe(PRINTED);
    },
  );

  it.skipIf(isSkipped(GO))(`in Go, with oapi-codegen${neededBy(GO)}`, async () => {
    const cwd = join(folder, 'go');
    await cp(join(FOLDER, 'go'), cwd, { recursive: true });
    const generate = ['tool', 'oapi-codegen', '-generate', 'types,client', '-package', 'main'];
    await run('go', [...generate, '-o', 'client.gen.go', DOCUMENT], cwd);
    await run('go', ['build', '-o', 'ten-calls', '.'], cwd);
    expect(await run(join(cwd, 'ten-calls'), [], cwd)).toBe(PRINTED);
  });
});
