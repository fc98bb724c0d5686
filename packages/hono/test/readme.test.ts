import {
  serviceForExamples,
  testThatExamplesCompile,
  testThatExamplesGuard,
} from '@unlatch/testkit/readme-tests';
import type { Hono } from 'hono';

const readme = new URL('../README.md', import.meta.url);

testThatExamplesCompile({ readme, count: 4, mistake: ['unkey(', 'unkey.no('] });

testThatExamplesGuard<{ app: Hono }>(readme, serviceForExamples(), ({ app }) => ({
  statusFor: async (headers) => (await app.request('/api/me', { headers })).status,
}));
