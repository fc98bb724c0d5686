import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from './find-browser.js';

export interface BrowserServer {
  /** For `connectBrowser`, from any process. */
  readonly wsEndpoint: string;
  stop(): Promise<void>;
}

/**
 * One Chromium for a whole test run, because its start takes longer than most tests of pages. Names
 * other than localhost do not resolve in it: a page that asks another host gets nothing.
 */
export async function startBrowser(): Promise<BrowserServer> {
  const { program } = findBrowser();
  if (program === undefined) {
    throw new Error('Tests of pages need Chromium in PATH: on Debian, apt-get install chromium');
  }
  const server = await chromium.launchServer({
    executablePath: program,
    headless: true,
    // Chromium refuses to run its sandbox as root, which is what tests in containers are.
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1'],
  });
  return { wsEndpoint: server.wsEndpoint(), stop: () => server.close() };
}

export function connectBrowser(wsEndpoint: string): Promise<Browser> {
  return chromium.connect(wsEndpoint);
}
