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

/**
 * The engine of analytics for all jobs, installed once before they start: a job that installs it
 * would let all others wait. Without it they skip what needs it; in CI that is a failure.
 */
export async function findTestEngine(env) {
  const testing = path.join(root, 'internal/analytics-engine/dist/testing.js');
  const { findTestEngine: find } = await import(pathToFileURL(testing).href);
  const found = await find(env);
  if (found.kind === 'found') return { UNLATCH_TEST_CHDB: found.moduleDirectory };
  console.log(`Tests of analytics are skipped: ${found.reason}`);
  return { UNLATCH_TEST_CHDB: 'none' };
}
