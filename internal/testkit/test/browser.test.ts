import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { auditPage } from '../src/browser/audit-page.js';
import { findBrowser } from '../src/browser/find-browser.js';
import { type BrowserServer, connectBrowser, startBrowser } from '../src/browser/run-browser.js';
import { walkByKeyboard } from '../src/browser/walk-by-keyboard.js';
import { openWatchedPage } from '../src/browser/watched-page.js';
import { isSkipped, neededBy } from '../src/toolchains.js';

const found = findBrowser();

describe.skipIf(isSkipped(found))(`pages in a browser${neededBy(found)}`, () => {
  let server: BrowserServer;
  let browser: Browser;
  let site: Server;
  let body = '';

  beforeAll(async () => {
    server = await startBrowser();
    browser = await connectBrowser(server.wsEndpoint);
    site = createServer((request, response) => {
      if (request.url !== '/')
        return response.writeHead(request.url === '/favicon.ico' ? 204 : 403).end();
      response.setHeader('content-type', 'text/html');
      response.setHeader('content-security-policy', "script-src 'unsafe-inline' 'self'; img-src *");
      response.setHeader(
        'content-security-policy-report-only',
        "style-src 'self'; require-trusted-types-for 'script'",
      );
      return response.end(body);
    });
    site.listen(0, '127.0.0.1');
    await once(site, 'listening');
  });

  afterAll(async () => {
    site?.close();
    site?.closeAllConnections();
    await browser?.close();
    await server?.stop();
  });

  afterEach(() => {
    body = '';
  });

  /** A page with this main part, and nothing else wrong. */
  async function open(main: string) {
    body = `<!doctype html><html lang="en"><title>A page</title><main><h1>A page</h1>${main}</main></html>`;
    const address = site.address();
    if (address === null || typeof address === 'string') throw new Error('no port was given');
    const watched = await openWatchedPage(browser, { origin: `http://localhost:${address.port}` });
    onTestFinished(() => watched.close());
    await watched.page.goto('/');
    return watched;
  }

  test('a page without a fault has no complaint, looked at and walked through', async () => {
    const { page, complaints } = await open('<button>One</button> <a href="#two">Two</a>');
    expect(await auditPage(page, 'good')).toEqual([]);
    expect(await walkByKeyboard(page)).toEqual({
      stops: ['button "One"', 'link "Two"'],
      faults: [],
    });
    expect(complaints()).toEqual([]);
  });

  test.each([
    ['a message in the console', '<script>console.log("seen")</script>', /^console.log: seen/],
    [
      'an error',
      '<script>setTimeout(() => { throw new Error("lost") })</script>',
      /^uncaught: lost/,
    ],
    ['an answer with a failure', '<script>fetch("/missing")</script>', /^console.error: .*403/],
    ['a violation of a policy', '<p style="color: red">Red</p>', /policy: style-src-attr/],
    [
      'a text that becomes markup',
      '<p id="p"></p><script>p.innerHTML = "<b>bold</b>"</script>',
      /policy: require-trusted-types-for/,
    ],
    [
      'a request to another host',
      '<img alt="" src="http://elsewhere.example/a.png">',
      /^request to another host: http:\/\/elsewhere.example\/a.png/,
    ],
  ])('%s is a complaint, unless the test has expected it', async (_what, main, complaint) => {
    const { page, complaints, expectMessage } = await open(main);
    await expect.poll(complaints).toContainEqual(expect.stringMatching(complaint));
    const before = complaints().filter((text) => complaint.test(text)).length;
    expectMessage(complaint);
    const again = page.waitForEvent('load');
    await page.reload();
    await again;
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    expect(complaints().filter((text) => complaint.test(text))).toHaveLength(before);
  });

  test('what axe finds, and a page wider than a phone, are found in the looks that they concern', async () => {
    const { page } = await open(`
      <style>@media (prefers-color-scheme: dark) { p { color: #eee; background: #fff } }</style>
      <p>Pale by night</p><div style="width: 500px; height: 1px"></div>`);
    const faults = await auditPage(page, 'bad');
    expect(faults).toEqual([
      expect.stringMatching(/^dark: color-contrast/),
      expect.stringMatching(/^phone: the page scrolls sideways, by \d+ px/),
    ]);
  });

  test.each([
    ['no name', '<button></button>', /^button has no name/],
    ['no sign of the focus', '<button style="outline: none">One</button>', /does not show/],
    [
      'no place in view',
      '<button style="position: fixed; left: -99px">One</button>',
      /out of view/,
    ],
    [
      'something above it',
      '<div style="position: fixed; inset: 0; background: #fff"></div><button>One</button>',
      /is covered by <div/,
    ],
  ])('a stop with %s is a fault', async (_what, main, fault) => {
    const { page } = await open(main);
    expect((await walkByKeyboard(page)).faults).toEqual([expect.stringMatching(fault)]);
  });
});
