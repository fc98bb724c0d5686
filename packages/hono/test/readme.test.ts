import { readExamples, runExample } from '@unlatch/testkit';
import {
  serviceForExamples,
  testThatExamplesCompile,
  testThatExamplesGuard,
} from '@unlatch/testkit/readme-tests';
import type { Hono } from 'hono';
import { expect, test } from 'vitest';

const readme = new URL('../README.md', import.meta.url);

testThatExamplesCompile({ readme, count: 5, mistake: ['unkey(', 'unkey.no('] });

testThatExamplesGuard<{ app: Hono }>(readme, serviceForExamples(), ({ app }) => ({
  statusFor: async (headers) => (await app.request('/api/me', { headers })).status,
}));

test('the example for browsers answers a preflight without a key', async () => {
  const source = readExamples(readme).find((example) => example.includes('cors')) ?? '';
  const { app } = await runExample<{ app: Hono }>(readme, source);
  const answer = await app.request('/api/me', {
    method: 'OPTIONS',
    headers: { origin: 'https://app.example', 'access-control-request-method': 'GET' },
  });
  expect(answer.status).toBe(204);
  expect(answer.headers.get('access-control-allow-headers')).toBe('Authorization');
});
