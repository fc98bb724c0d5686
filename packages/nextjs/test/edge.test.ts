import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RunningService, type SeededKeys, seedKeys, startService } from '@unlatch/testkit';
import { build } from 'tsdown';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** The part of Next's edge runtime that this test needs. */
interface EdgeRuntimeModule {
  EdgeRuntime: new (options: {
    initialCode: string;
  }) => { dispatchFetch(url: string, init?: RequestInit): Promise<Response> };
}

const { EdgeRuntime }: EdgeRuntimeModule = createRequire(import.meta.url)(
  'next/dist/compiled/edge-runtime',
);

let service: RunningService;
let keys: SeededKeys;
let runtime: InstanceType<EdgeRuntimeModule['EdgeRuntime']>;

beforeAll(async () => {
  service = await startService();
  keys = await seedKeys(service);
  const settings = { rootKey: service.rootKey, serverURL: service.url };
  runtime = new EdgeRuntime({
    initialCode: await bundle(`
      import { withUnkey } from '@unlatch/nextjs';
      const GET = withUnkey(
        (req) => Response.json({ code: req.unkey.data.code, process: typeof process }),
        ${JSON.stringify(settings)},
      );
      addEventListener('fetch', (event) => event.respondWith(GET(event.request)));
    `),
  });
});
afterAll(() => service.stop());

/** The code of a program that imports the built package by its name. */
async function bundle(program: string): Promise<string> {
  const directory = await mkdtemp(fileURLToPath(new URL('edge-', import.meta.url)));
  try {
    const entry = join(directory, 'program.mjs');
    await writeFile(entry, program);
    const [result] = await build({
      config: false,
      cwd: directory,
      entry,
      format: 'iife',
      platform: 'neutral',
      deps: { alwaysBundle: /./ },
      dts: false,
      write: false,
      logLevel: 'silent',
    });
    const [chunk] = result?.chunks ?? [];
    return chunk?.type === 'chunk' ? chunk.code : '';
  } finally {
    await rm(directory, { recursive: true });
  }
}

test('a route runs in the edge runtime of Next, without a process', async () => {
  const ask = async (headers: HeadersInit = {}) => {
    const response = await runtime.dispatchFetch('http://localhost/', { headers });
    return { status: response.status, body: await response.json() };
  };
  expect(await ask({ authorization: `Bearer ${keys.valid}` })).toEqual({
    status: 200,
    body: { code: 'VALID', process: 'undefined' },
  });
  expect(await ask({ authorization: 'Bearer unknown' })).toMatchObject({
    status: 401,
    body: { code: 'NOT_FOUND' },
  });
  expect(await ask()).toMatchObject({ status: 401, body: { code: 'MISSING_KEY' } });
});
