import { type CsvFault, parseCsv } from '../../../lib/csv.js';
import type { ColumnMapping } from './fields.js';
import type { ImportPlan } from './plan.js';

export interface ImportFile {
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A file whose columns are known, with its dry run. */
export interface MappedFile extends ImportFile {
  readonly mapping: ColumnMapping;
  readonly algorithm: Algorithm;
  readonly plan: ImportPlan;
}

export const ALGORITHMS = ['sha256', 'github.com/seamapi/prefixed-api-key'] as const;
export type Algorithm = (typeof ALGORITHMS)[number];

export const FILE_BYTES_MAX = 20_000_000;
export const ROWS_MAX = 50_000;
const BOUNDS = { rowsMax: ROWS_MAX + 1, columnsMax: 50, cellLengthMax: 70_000 };

export type ReadFile =
  | { readonly ok: true; readonly file: ImportFile }
  | { readonly ok: false; readonly fault: CsvFault | 'empty'; readonly line: number };

export function readImportFile(text: string): ReadFile {
  const table = parseCsv(text, BOUNDS);
  if (!table.ok) return { ok: false, fault: table.reason, line: table.line };
  const [names, ...rows] = table.rows;
  if (names === undefined || rows.length === 0) return { ok: false, fault: 'empty', line: 1 };
  return { ok: true, file: { names, rows } };
}
