import type { ImportedKey } from '../../../rpc/answers.js';
import type { ColumnMapping } from './fields.js';
import { type ReadRow, type RowFault, readRow } from './read-row.js';

/*
 * The dry run of an import: every row of the file is either a key that would be sent or has a reason
 * why not. Keys are hashed in the browser, so that no key of another system is ever sent.
 */

export interface ImportPlan {
  readonly keys: readonly PlannedKey[];
  readonly refused: readonly RefusedRow[];
}

export interface PlannedKey {
  /** In the file, as a spreadsheet counts: the names are line 1. */
  readonly line: number;
  readonly data: ImportedKey;
}

export interface RefusedRow {
  readonly line: number;
  readonly faults: readonly (
    | RowFault
    | { readonly field: 'key' | 'hash'; readonly fault: 'twice' }
  )[];
}

/** As many as one transaction of the service should hold, and little enough to show progress. */
export const KEYS_PER_REQUEST = 500;

export async function planImport(
  rows: readonly (readonly string[])[],
  mapping: ColumnMapping,
  hashOf: (key: string) => Promise<string>,
): Promise<ImportPlan> {
  const hasKeys = mapping.includes('key');
  const seen = new Set<string>();
  const keys: PlannedKey[] = [];
  const refused: RefusedRow[] = [];
  for (const [index, row] of rows.entries()) {
    const line = index + 2;
    const read: ReadRow = readRow(row, mapping);
    if (!read.ok) {
      refused.push({ line, faults: read.faults });
      continue;
    }
    const hash = hasKeys ? await hashOf(read.secret) : read.secret;
    if (seen.has(hash)) {
      refused.push({ line, faults: [{ field: hasKeys ? 'key' : 'hash', fault: 'twice' }] });
      continue;
    }
    seen.add(hash);
    keys.push({ line, data: { hash, ...read.settings } });
  }
  return { keys, refused };
}

/** SHA-256 of the key as standard base64: the `sha256` algorithm of a migration. */
export async function hashKey(key: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key));
  return btoa(String.fromCharCode(...new Uint8Array(bytes)));
}

export function inBatches<Item>(
  items: readonly Item[],
  size: number,
): readonly (readonly Item[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}
