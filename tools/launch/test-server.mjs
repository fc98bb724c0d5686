import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from './workspace.mjs';

/**
 * One PostgreSQL for all jobs, unless TEST_DATABASE_URL names one. It is built with everything else,
 * so it can be loaded only now.
 */
export async function startTestServer() {
  const testkit = path.join(root, 'internal/testkit/dist/index.js');
  const { startTestPostgres } = await import(pathToFileURL(testkit).href);
  const { adminUrl, stop } = await startTestPostgres();
  return { env: { TEST_DATABASE_URL: adminUrl }, stop };
}
