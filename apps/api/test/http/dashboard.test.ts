import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../src/http/app.js';
import { DASHBOARD_PAGES } from '../../src/http/web/dashboard.js';
import { readWebFiles } from '../../src/http/web/web-files.js';
import { createLog } from '../../src/process/log.js';
import { type Harness, startHarness } from '../harness.js';

const PAGE = '<!doctype html><script src="/theme.js"></script>';
const SCRIPT = `${'export const text = "a script that is long enough to compress";\n'.repeat(20)}`;
const SCRIPT_PATH = '/assets/index-1a2b3c.js';

let folder: string;
let harness: Harness;
let app: Awaited<ReturnType<typeof buildApp>>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'unlatch-web-'));
  await mkdir(path.join(folder, 'assets'));
  await mkdir(path.join(folder, '.vite'));
  await writeFile(path.join(folder, '.vite/manifest.json'), '{}');
  await writeFile(path.join(folder, 'index.html'), PAGE);
  await writeFile(path.join(folder, 'theme.js'), 'void 0;');
  await writeFile(path.join(folder, 'favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  await writeFile(path.join(folder, SCRIPT_PATH), SCRIPT);
  await writeFile(path.join(folder, `${SCRIPT_PATH}.br`), brotliCompressSync(SCRIPT));
  await writeFile(path.join(folder, `${SCRIPT_PATH}.gz`), gzipSync(SCRIPT));
  harness = await startHarness();
  app = await buildApp(
    {
      publicUrl: undefined,
      trustedProxies: [],
      corsOrigins: [],
      allowInsecureLogin: false,
      maxBodyBytes: 10_485_760,
      documents: true,
      version: '2.0.0',
    },
    {
      ...harness.deps,
      rpcs: [],
      peopleRpcs: [],
      metrics: undefined,
      dashboard: await readWebFiles(folder),
      log: createLog('silent'),
      health: {
        database: async () => {},
        writeFailure: () => undefined,
        isCurrent: () => true,
        phase: () => 'accepting',
      },
    },
  );
  await app.ready();
});
afterAll(async () => {
  await app.close();
  await harness.stop();
  await rm(folder, { recursive: true });
});

function get(url: string, headers: Readonly<Record<string, string>> = {}) {
  return app.inject({ url, headers });
}

const PAGES = Object.keys(DASHBOARD_PAGES).filter((name) => !/assets|theme|favicon/.test(name));

describe('the dashboard', () => {
  it.each([...PAGES, '/w/acme/apis/api_1/keys?q=a', '/account/security'])(
    'answers its page at %s, fresh each time',
    async (url) => {
      const { statusCode, headers, body } = await get(url);
      expect(statusCode).toBe(200);
      expect(body).toBe(PAGE);
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(headers['cache-control']).toBe('no-cache');
      const again = await get(url, { 'if-none-match': String(headers.etag) });
      expect(again.statusCode).toBe(304);
      expect(again.body).toBe('');
    },
  );

  it('answers a file whose name has its digest, to be kept for ever', async () => {
    const { statusCode, headers, body } = await get(SCRIPT_PATH);
    expect(statusCode).toBe(200);
    expect(body).toBe(SCRIPT);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  it.each([
    ['gzip, deflate, br', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0, gzip;q=0.5', 'gzip'],
    ['br;q=0.000', undefined],
    ['', undefined],
  ])('sends the smallest form that "%s" accepts', async (accepted, encoding) => {
    const { headers, rawPayload } = await get(SCRIPT_PATH, { 'accept-encoding': accepted });
    expect(headers['content-encoding']).toBe(encoding);
    expect(headers.vary).toBe('accept-encoding');
    const read = { br: brotliDecompressSync, gzip: gunzipSync };
    const plain = encoding === undefined ? rawPayload : read[encoding as 'br' | 'gzip'](rawPayload);
    expect(plain.toString()).toBe(SCRIPT);
  });

  it('answers HEAD without a body', async () => {
    const { statusCode, headers, body } = await app.inject({ method: 'HEAD', url: '/' });
    expect(statusCode).toBe(200);
    expect(headers['content-length']).toBe(String(PAGE.length));
    expect(body).toBe('');
  });

  it.each(['/', SCRIPT_PATH, '/favicon.svg'])(
    'allows %s nothing but files of ours',
    async (url) => {
      const { headers } = await get(url);
      const policy = String(headers['content-security-policy']);
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("require-trusted-types-for 'script'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(headers['cross-origin-opener-policy']).toBe('same-origin');
      expect(headers['cross-origin-resource-policy']).toBe('same-origin');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['x-content-type-options']).toBe('nosniff');
    },
  );

  it.each([
    '/assets/gone.js',
    '/assets/..%2findex.html',
    '/assets/../../package.json',
    '/assets/%2e%2e/.vite/manifest.json',
    '/.vite/manifest.json',
    '/assets/index-1a2b3c.js.br',
    '/unknown',
  ])('has no file at %s', async (url) => {
    expect((await get(url)).statusCode).toBe(404);
  });

  it.each(['POST', 'PUT', 'DELETE'] as const)('takes no %s', async (method) => {
    expect((await app.inject({ method, url: '/' })).statusCode).toBe(405);
  });
});

describe('without the files of the dashboard', () => {
  it('its paths answer 404', async () => {
    expect(await readWebFiles(path.join(folder, 'nowhere'))).toBeUndefined();
    for (const url of PAGES) {
      expect((await harness.app.inject(url)).statusCode).toBe(404);
    }
  });
});
