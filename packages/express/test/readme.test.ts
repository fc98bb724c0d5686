import { once } from 'node:events';
import { createServer } from 'node:http';
import { readExamples, runExample } from '@unlatch/testkit';
import {
  serviceForExamples,
  testThatExamplesCompile,
  testThatExamplesGuard,
} from '@unlatch/testkit/readme-tests';
import type { Express } from 'express';
import { expect, test } from 'vitest';

const readme = new URL('../README.md', import.meta.url);

testThatExamplesCompile({ readme, count: 4, mistake: ['unkey(', 'unkey.no('] });

testThatExamplesGuard<{ app: Express }>(readme, serviceForExamples(), async ({ app }) => {
  const { url, close } = await start(app);
  return { statusFor: async (headers) => (await fetch(url, { headers })).status, close };
});

test('the example for browsers answers a preflight without a key', async () => {
  const source = readExamples(readme).find((example) => example.includes('OPTIONS')) ?? '';
  const { app } = await runExample<{ app: Express }>(readme, source);
  const { url, close } = await start(app);
  const answer = await fetch(url, {
    method: 'OPTIONS',
    headers: { origin: 'https://app.example', 'access-control-request-method': 'GET' },
  });
  expect(answer.status).toBe(204);
  expect(answer.headers.get('access-control-allow-headers')).toBe('Authorization');
  await close();
});

async function start(app: Express) {
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return {
    url: `http://127.0.0.1:${address.port}/api/me`,
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
