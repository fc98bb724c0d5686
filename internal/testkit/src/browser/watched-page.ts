import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

/**
 * A page that keeps account of what is wrong and cannot be seen: messages in the console, errors
 * that nothing caught, violations of the content security policy, and requests to another host. For
 * each of them a test fails, unless it has said before which message it provokes.
 */
export interface WatchedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** For a message that the test provokes, such as the one about an answer with status 403. */
  expectMessage(pattern: RegExp): void;
  /** What was wrong so far, in the order in which it happened. */
  complaints(): readonly string[];
  close(): Promise<void>;
}

export interface WatchOptions {
  /** The only origin that the page may ask. */
  readonly origin: string;
  readonly context?: BrowserContextOptions;
}

const DESKTOP = { width: 1280, height: 720 };
const LIMIT_MS = 10_000;
/** Chromium has no page behind these, so they go nowhere. */
const LOCAL_SCHEMES = /^(about|blob|data):/;

export async function openWatchedPage(
  browser: Browser,
  { origin, context: options = {} }: WatchOptions,
): Promise<WatchedPage> {
  const context = await browser.newContext({
    viewport: DESKTOP,
    // Nothing moves while it is looked at. Tests of motion ask for it.
    reducedMotion: 'reduce',
    baseURL: origin,
    ...options,
  });
  context.setDefaultTimeout(LIMIT_MS);
  const complaints: string[] = [];
  const expected: RegExp[] = [];
  const complain = (complaint: string) => {
    if (!expected.some((pattern) => pattern.test(complaint))) complaints.push(complaint);
  };
  context.on('console', (message) =>
    complain(`console.${message.type()}: ${message.text()} (${message.location().url})`),
  );
  context.on('weberror', (error) => complain(`uncaught: ${error.error().message}`));
  context.on('request', (request) => {
    const url = request.url();
    if (LOCAL_SCHEMES.test(url) || new URL(url).origin === origin) return;
    complain(`request to another host: ${url}`);
  });
  await context.addInitScript(reportViolations);
  const page = await context.newPage();
  return {
    page,
    context,
    expectMessage: (pattern) => void expected.push(pattern),
    complaints: () => complaints,
    close: () => context.close(),
  };
}

/** Runs in the page. Chromium prints most violations by itself, but not those that are only reported. */
function reportViolations(): void {
  document.addEventListener('securitypolicyviolation', (event) => {
    const { effectiveDirective, blockedURI, sourceFile, lineNumber, sample } = event;
    console.error(
      `policy: ${effectiveDirective} ${blockedURI} at ${sourceFile}:${lineNumber} ${sample}`,
    );
  });
}
