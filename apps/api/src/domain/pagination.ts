/** One page of a list, and where the next one starts. */
export interface Page<T> {
  readonly items: readonly T[];
  /** `undefined` on the last page. */
  readonly cursor: string | undefined;
  /** How many items all pages have together, if the request asked. */
  readonly total?: Total | undefined;
}

export interface Total {
  readonly count: number;
  /** False: there are at least so many. */
  readonly isExact: boolean;
}

const VERSION = '1';

/**
 * The place where the next page starts: the sort key of its first item, which is included. Clients
 * must not interpret it, so the order of a list may change.
 */
export function encodeCursor(parts: readonly string[]): string {
  return toBase64Url(JSON.stringify([VERSION, ...parts]));
}

/** The encoded parts, or `undefined` if this is no cursor with that many parts. */
export function decodeCursor(cursor: string, count: number): readonly string[] | undefined {
  const decoded = parseJson(fromBase64Url(cursor));
  if (!Array.isArray(decoded) || decoded.length !== count + 1) return undefined;
  const [version, ...parts] = decoded;
  if (version !== VERSION) return undefined;
  // The encoding hides U+0000 from the check of the request, and PostgreSQL refuses it.
  const isText = (part: unknown) => typeof part === 'string' && !part.includes('\0');
  return parts.every(isText) ? parts : undefined;
}

/**
 * Removes the one extra row that was read to see whether another page follows. A row that is beyond
 * the page begins the next one, however few rows are before it.
 */
export function toPage<T extends { readonly isBeyondPage?: boolean }>(
  rows: readonly T[],
  limit: number,
  cursorOf: (row: T) => readonly string[],
): Page<T> {
  const beyond = rows.findIndex(({ isBeyondPage }) => isBeyondPage === true);
  const count = beyond < 0 ? limit : Math.min(beyond, limit);
  const next = rows[count];
  return {
    items: rows.slice(0, count),
    cursor: next === undefined ? undefined : encodeCursor(cursorOf(next)),
  };
}

/** The same page with each item converted, usually from its stored form to its shown form. */
export function mapPage<T, U>(page: Page<T>, convert: (item: T) => U): Page<U> {
  return { ...page, items: page.items.map(convert) };
}

function toBase64Url(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

function fromBase64Url(text: string): string {
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return new TextDecoder().decode(Uint8Array.from(binary, (char) => char.charCodeAt(0)));
  } catch {
    return '';
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
