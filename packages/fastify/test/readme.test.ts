import {
  serviceForExamples,
  testThatExamplesCompile,
  testThatExamplesGuard,
} from '@unlatch/testkit/readme-tests';
import type { FastifyInstance } from 'fastify';

const readme = new URL('../README.md', import.meta.url);

testThatExamplesCompile({ readme, count: 3, mistake: ['unkey(', 'unkey.no('] });

testThatExamplesGuard<{ app: FastifyInstance }>(readme, serviceForExamples(), ({ app }) => ({
  statusFor: async (headers) => (await app.inject({ url: '/api/me', headers })).statusCode,
  close: () => app.close(),
}));
