import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { Miniflare } from 'miniflare';
import { beforeAll, expect, inject, test } from 'vitest';

const run = promisify(execFile);
const project = inject('project');
const service = inject('service');
const argument = JSON.stringify(service);
const bin = join(
  dirname(createRequire(import.meta.url).resolve('../package.json')),
  'node_modules/.bin',
);

/**
 * The same program on every runtime: it creates a key, verifies it and another one, and does not
 * find an API.
 */
const verify = `
import { Unkey, UnkeyError } from '@unlatch/api';

export async function verify(options) {
  const unkey = new Unkey(options);
  const api = await unkey.apis.createApi({ name: 'release' });
  const created = await unkey.keys.createKey({ apiId: api.data.apiId, prefix: 'run' });
  const good = await unkey.keys.verifyKey({ key: created.data.key });
  const bad = await unkey.safe.keys.verifyKey({ key: 'run_unknown' });
  const missing = await unkey.apis.getApi({ apiId: 'api_unknown' }).catch((error) => error);
  const listed = await unkey.apis.listKeys({ apiId: api.data.apiId }).toArray({ limit: 10 });
  return {
    code: good.data.code,
    sameKey: good.data.keyId === created.data.keyId && listed[0].keyId === created.data.keyId,
    unknown: bad.value?.data.code,
    missing: missing instanceof UnkeyError ? missing.code : String(missing),
  };
}`;

const expected = {
  code: 'VALID',
  sameKey: true,
  unknown: 'NOT_FOUND',
  missing: 'data/api_not_found',
};

const printing = `
import { verify } from './verify.mjs';
console.log(JSON.stringify(await verify(${argument})));`;

const worker = `
import { verify } from './verify.mjs';
export default {
  fetch: async () => Response.json({ ...(await verify(${argument})), process: typeof process }),
};`;

const guarding = `
import { createGuard } from '@unlatch/api/guard';
const guard = createGuard(${argument});
export default {
  async fetch() {
    const outcome = await guard('run_unknown', {});
    const knowsCache = 'cache' in Request.prototype;
    return Response.json({ kind: outcome.kind, message: outcome.error?.message, knowsCache });
  },
};`;

beforeAll(async () => {
  await writeFile(join(project, 'verify.mjs'), verify);
  await writeFile(join(project, 'print.mjs'), printing);
  await writeFile(join(project, 'worker.mjs'), worker);
  await writeFile(join(project, 'guarding.mjs'), guarding);
});

async function bundle(entry: string, format: 'esm' | 'iife'): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: project,
    entryPoints: [entry],
    bundle: true,
    write: false,
    format,
    platform: 'neutral',
    conditions: ['workerd', 'worker', 'import'],
    globalName: 'program',
  });
  return outputFiles[0]?.text ?? '';
}

test.each([
  ['Node', process.execPath, []],
  ['Bun', join(bin, 'bun'), []],
  ['Deno', join(bin, 'deno'), ['run', '--allow-net', '--node-modules-dir=manual']],
  // The program may not read the environment either.
])('a program with the client runs on %s', async (_name, command, args) => {
  const { stdout } = await run(command, [...args, 'print.mjs'], { cwd: project });
  expect(JSON.parse(stdout)).toEqual(expected);
});

async function askWorkerd(entry: string, compatibilityDate: string): Promise<unknown> {
  const script = await bundle(entry, 'esm');
  const miniflare = new Miniflare({ modules: true, script, compatibilityDate });
  try {
    return await (await miniflare.dispatchFetch('http://worker.local/')).json();
  } finally {
    await miniflare.dispose();
  }
}

test('a program with the client runs in workerd, without the compatibility layer for Node', async () => {
  const answer = await askWorkerd('worker.mjs', '2025-07-01');
  expect(answer).toEqual({ ...expected, process: 'undefined' });
});

// Until 2024-11-10, workerd refuses a request with a cache option.
test.each([
  ['2024-11-10', false],
  ['2024-11-11', true],
])('a guard runs in workerd with the compatibility date %s', async (date, knowsCache) => {
  expect(await askWorkerd('guarding.mjs', date)).toEqual({ kind: 'invalid', knowsCache });
});

test('a program with the client runs on web standards alone', async () => {
  const standards = {
    AbortController,
    AbortSignal,
    Headers,
    TextDecoder,
    URL,
    clearTimeout,
    fetch,
    setTimeout,
  };
  const context = createContext({ ...standards });
  runInContext(`${await bundle('verify.mjs', 'iife')}; this.program = program;`, context);
  expect(runInContext('typeof process', context)).toBe('undefined');
  const result = await runInContext(`program.verify(${argument})`, context);
  expect({ ...result }).toEqual(expected);
});
