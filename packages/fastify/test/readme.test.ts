import { readExamples, runExample } from '@unlatch/testkit';
import {
  serviceForExamples,
  testThatExamplesCompile,
  testThatExamplesGuard,
} from '@unlatch/testkit/readme-tests';
import type { FastifyInstance } from 'fastify';
import { expect, test } from 'vitest';

const readme = new URL('../README.md', import.meta.url);

testThatExamplesCompile({ readme, count: 4, mistake: ['unkey(', 'unkey.no('] });

testThatExamplesGuard<{ app: FastifyInstance }>(readme, serviceForExamples(), ({ app }) => ({
  statusFor: async (headers) => (await app.inject({ url: '/api/me', headers })).statusCode,
  close: () => app.close(),
}));

test('the example for browsers answers a preflight without a key', async () => {
  const source = readExamples(readme).find((example) => example.includes('cors')) ?? '';
  const { app } = await runExample<{ app: FastifyInstance }>(readme, source);
  const answer = await app.inject({
    method: 'OPTIONS',
    url: '/api/me',
    headers: { origin: 'https://app.example', 'access-control-request-method': 'GET' },
  });
  expect(answer.statusCode).toBe(204);
  expect(answer.headers['access-control-allow-headers']).toBe('Authorization');
  await app.close();
});
