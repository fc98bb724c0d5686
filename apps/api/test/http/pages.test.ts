import { gunzipSync } from 'node:zlib';
import { servingBoundsFor } from '@unlatch/contract';
import { PROBLEMS } from '@unlatch/contract/problems/catalogue';
import fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createAdmission } from '../../src/http/admission/create-admission.js';
import { boundPages, PAGES } from '../../src/http/pages.js';
import { type Harness, startHarness } from '../harness.js';

const METRICS_TOKEN = 'a-token-for-tests';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ METRICS_TOKEN, CORS_ORIGINS: 'https://app.example.com' });
});
afterAll(() => harness.stop());

/** Each page that can be requested by name. Every problem has one. */
const PATHS = Object.keys(PAGES).flatMap((path) => {
  if (path === '*') return [];
  if (path !== '/docs/errors/*') return [path];
  return Object.keys(PROBLEMS).map((code) => `/docs/errors/${code}`);
});
const DOCUMENTS = PATHS.filter(
  (path) => path !== '/reference' && /^\/(?:docs|openapi|reference)/.test(path),
);

function get(url: string, headers: Readonly<Record<string, string>> = {}) {
  return harness.app.inject({
    url,
    headers: { authorization: `Bearer ${METRICS_TOKEN}`, ...headers },
  });
}

describe('the table of pages', () => {
  it.each(PATHS)('names only what is served: %s', async (path) => {
    expect((await get(path)).statusCode).toBeLessThan(400);
  });

  it('lets no route be added without bounds', () => {
    const app = fastify();
    onTestFinished(() => app.close());
    boundPages(app, createAdmission());
    expect(() => app.get('/new', () => '')).toThrow('/new has no bounds');
  });

  it.each(PATHS)('bounds the size of %s', async (path) => {
    const { answerBytesMax } = PAGES[path] ?? servingBoundsFor('document');
    expect((await get(path)).rawPayload.length).toBeLessThanOrEqual(answerBytesMax);
  });
});

describe('a document', () => {
  it.each(DOCUMENTS)('is not sent again to a client that has it: %s', async (path) => {
    const first = await get(path);
    const tag = String(first.headers.etag);
    expect(first.headers['cache-control']).toBe('public, max-age=300');
    const again = await get(path, { 'if-none-match': `"other", W/${tag}` });
    expect(again.statusCode).toBe(304);
    expect(again.body).toBe('');
    expect((await get(path, { 'if-none-match': '"other"' })).statusCode).toBe(200);
  });

  it.each(DOCUMENTS)('is the same compressed, under a tag of its own: %s', async (path) => {
    const plain = await get(path);
    const zipped = await get(path, { 'accept-encoding': 'br, gzip;q=0.8' });
    expect(zipped.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(zipped.rawPayload).equals(plain.rawPayload)).toBe(true);
    expect(zipped.headers.etag).not.toBe(plain.headers.etag);
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(plain.headers.vary).toContain('accept-encoding');
  });

  it.each(['gzip;q=0', 'br', 'gzip;q=0.000, br'])(
    'is not compressed for a client that accepts %s',
    async (accepted) => {
      const { headers } = await get('/openapi.json', { 'accept-encoding': accepted });
      expect(headers['content-encoding']).toBeUndefined();
    },
  );

  it.each(DOCUMENTS)('may run no script that stands in a page: %s', async (path) => {
    const { headers, body } = await get(path);
    const policy = String(headers['content-security-policy']);
    const scripts = /script-src ([^;]*)/.exec(policy) ?? /default-src ([^;]*)/.exec(policy);
    expect(scripts?.[1]).toMatch(/^'(?:self|none)'$/);
    if (!String(headers['content-type']).startsWith('text/html')) return;
    expect(body).not.toMatch(/<script(?![^>]*\ssrc=)|\son\w+\s*=|javascript:/i);
  });
});

describe('with DOCUMENTS=off', () => {
  it('the pages of documentation are 404, and the pages of errors and all else remain', async () => {
    const quiet = await startHarness({ DOCUMENTS: 'off' });
    onTestFinished(() => quiet.stop());
    for (const path of DOCUMENTS.filter((name) => !name.startsWith('/docs/'))) {
      const { statusCode, body } = await quiet.app.inject(path);
      expect(statusCode).toBe(404);
      expect(JSON.parse(body).error.detail).toContain('DOCUMENTS=off');
    }
    expect((await quiet.app.inject('/v2/liveness')).statusCode).toBe(200);
    const code = 'unkey/application/invalid_input';
    expect((await quiet.app.inject(`/docs/errors/${code}`)).statusCode).toBe(200);
  });
});
