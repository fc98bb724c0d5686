import { findBrowser, isSkipped, startService, startTestPostgres } from '@unlatch/testkit';
import { startBrowser } from '@unlatch/testkit/browser/run-browser';
import type { TestProject } from 'vitest/node';
import { type Person, redeemSetupLink } from './people.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Of the one browser of the run. */
    browserEndpoint: string;
    /** Where the service is, by the name that its banner prints. */
    serviceUrl: string;
    /** The first person of the installation. Each test file makes a workspace of its own. */
    firstPerson: Person;
  }
}

/** As many processes as must agree on a session. They count limits apart, which no page shows. */
const TWO_WORKERS = { WORKERS: '2', ALLOW_LOCAL_COUNTERS: 'true' };

/** One service and one browser for all files, because each takes longer to start than a test. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (isSkipped(findBrowser())) return async () => {};
  const postgres = await startTestPostgres();
  const service = await startService({ adminUrl: postgres.adminUrl, env: TWO_WORKERS });
  const browser = await startBrowser();
  const link = await service.line(/\/setup#/);
  const serviceUrl = service.url.replace('127.0.0.1', 'localhost');
  const [, token = ''] = /\/setup#(\S+)/.exec(link) ?? [];
  project.provide('serviceUrl', serviceUrl);
  project.provide('browserEndpoint', browser.wsEndpoint);
  project.provide('firstPerson', await redeemSetupLink(serviceUrl, token));
  return async () => {
    await browser.stop();
    await service.stop();
    await postgres.stop();
  };
}
