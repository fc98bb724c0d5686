import { printCsv } from '../../../lib/csv.js';
import type { Key } from '../../../rpc/answers.js';
import type { ListPage } from '../../../rpc/call.js';
import { limitSettingsOf } from '../key/changes.js';

/*
 * All keys of a filtered list, page by page, as one file. Invariants: the file has every page or is
 * not saved at all; a page that makes no progress ends the export with an error, not with a loop.
 */

export type ExportFormat = 'csv' | 'json';

export interface ExportOptions {
  readonly format: ExportFormat;
  readonly readPage: (cursor: string | undefined) => Promise<ListPage<Key>>;
  readonly onProgress: (count: number) => void;
  readonly signal: AbortSignal;
}

/** The parts of the file. `undefined`: it was stopped. */
export async function exportKeys(options: ExportOptions): Promise<readonly string[] | undefined> {
  const { format, readPage, onProgress, signal } = options;
  const parts: string[] = format === 'csv' ? [printCsv([[...CSV_NAMES]])] : [];
  let cursor: string | undefined;
  let count = 0;
  do {
    if (signal.aborted) return undefined;
    const page: ListPage<Key> = await readPage(cursor);
    if (page.cursor !== undefined && page.cursor === cursor) {
      throw new Error('The service gave the same page twice.');
    }
    parts.push(printPage(page.items, format));
    cursor = page.cursor;
    count += page.items.length;
    onProgress(count);
  } while (cursor !== undefined);
  return parts;
}

const CSV_NAMES = [
  'keyId',
  'start',
  'name',
  'externalId',
  'enabled',
  'createdAt',
  'lastUsedAt',
  'expires',
  'credits',
  'refillInterval',
  'refillAmount',
  'refillDay',
  'roles',
  'permissions',
  'ratelimits',
  'meta',
] as const;

/** In JSON, each line is one key, as the service shows it. */
function printPage(keys: readonly Key[], format: ExportFormat): string {
  if (format === 'json') return keys.map((key) => `${JSON.stringify(key)}\n`).join('');
  return printCsv(keys.map(rowOf));
}

function rowOf(key: Key) {
  const { credits, roles, permissions, ratelimits, meta } = key;
  return [
    key.keyId,
    key.start,
    key.name,
    key.identity?.externalId,
    key.enabled,
    momentOf(key.createdAt),
    momentOf(key.lastUsedAt),
    momentOf(key.expires),
    credits?.remaining,
    credits?.refill?.interval,
    credits?.refill?.amount,
    credits?.refill?.refillDay,
    roles?.join(';'),
    permissions?.join(';'),
    ratelimits && JSON.stringify(limitSettingsOf(key)),
    meta && JSON.stringify(meta),
  ];
}

function momentOf(ms: number | undefined): string | undefined {
  return ms === undefined ? undefined : new Date(ms).toISOString();
}
