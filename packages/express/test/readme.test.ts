import { once } from 'node:events';
import { createServer } from 'node:http';
import {
  serviceForExamples,
  testThatExamplesCompile,
  testThatExamplesGuard,
} from '@unlatch/testkit/readme-tests';
import type { Express } from 'express';

const readme = new URL('../README.md', import.meta.url);

testThatExamplesCompile({ readme, count: 3, mistake: ['unkey(', 'unkey.no('] });

testThatExamplesGuard<{ app: Express }>(readme, serviceForExamples(), async ({ app }) => {
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  const url = `http://127.0.0.1:${address.port}/api/me`;
  return {
    statusFor: async (headers) => (await fetch(url, { headers })).status,
    async close() {
      server.close();
      server.closeAllConnections();
    },
  };
});
