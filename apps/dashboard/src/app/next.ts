/** Where a person goes after the log-in, if the address says nothing that is allowed. */
const START = '/';

const PAGES = /^\/(?:w|account|join)(?:\/|$)/;

/**
 * The page that `next` of an address names. Only pages of this app are allowed: another host, or a
 * scheme, would let a link of a stranger lead away after a log-in here.
 */
export function safeNext(next: unknown, origin: string): string {
  if (typeof next !== 'string' || !/^\/(?![/\\])/.test(next)) return START;
  const url = parse(next, origin);
  if (url === undefined || url.origin !== origin || !PAGES.test(url.pathname)) return START;
  return url.pathname + url.search;
}

function parse(text: string, base: string): URL | undefined {
  try {
    return new URL(text, base);
  } catch {
    return undefined;
  }
}
