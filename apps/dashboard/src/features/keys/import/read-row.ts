import { given } from '../../../lib/given.js';
import type { ImportedKey } from '../../../rpc/answers.js';
import type { ColumnMapping, ImportField } from './fields.js';

/*
 * One row of a file becomes one key to import. The service judges the rest: here is only what would
 * not be what the file says, such as a date that is no date.
 */

export type CellFault =
  | 'missing'
  | 'notADate'
  | 'notYesOrNo'
  | 'notACount'
  | 'notAnInterval'
  | 'notADay'
  | 'notAnObject'
  | 'refillIncomplete';

export interface RowFault {
  readonly field: ImportField;
  readonly fault: CellFault;
}

export type ReadRow =
  | { readonly ok: true; readonly secret: string; readonly settings: KeySettings }
  | { readonly ok: false; readonly faults: readonly RowFault[] };

type KeySettings = Omit<ImportedKey, 'hash'>;

export function readRow(row: readonly string[], mapping: ColumnMapping): ReadRow {
  const cells = new Map<ImportField, string>();
  mapping.forEach((field, column) => {
    const text = row[column]?.trim() ?? '';
    if (field !== undefined && text !== '') cells.set(field, text);
  });
  const faults: RowFault[] = [];
  const read = <Value>(field: ImportField, reader: CellReader<Value>): Value | undefined => {
    const text = cells.get(field);
    if (text === undefined) return undefined;
    const value = reader(text);
    if (typeof value === 'object' && value !== null && FAULT in value) {
      faults.push({ field, fault: value[FAULT] });
      return undefined;
    }
    return value;
  };
  const secretField = mapping.includes('key') ? 'key' : 'hash';
  const secret = cells.get(secretField);
  if (secret === undefined) faults.push({ field: secretField, fault: 'missing' });
  const refill = {
    interval: read('refillInterval', toInterval),
    amount: read('refillAmount', toCount),
    day: read('refillDay', toDay),
  };
  const isRefilled = refill.interval !== undefined && refill.amount !== undefined;
  const isHalf = Object.values(refill).some((value) => value !== undefined) && !isRefilled;
  const credits = read('credits', toCount);
  if (isHalf && faults.length === 0)
    faults.push({ field: 'refillAmount', fault: 'refillIncomplete' });
  if (isRefilled && credits === undefined && faults.length === 0) {
    faults.push({ field: 'credits', fault: 'refillIncomplete' });
  }
  const settings: KeySettings = {
    ...given('name', cells.get('name')),
    ...given('externalId', cells.get('externalId')),
    ...given('expires', read('expires', toMoment)),
    ...given('enabled', read('enabled', toYesOrNo)),
    ...given('roles', read('roles', toList)),
    ...given('permissions', read('permissions', toList)),
    ...given('meta', read('meta', toObject)),
    ...given('credits', credits === undefined ? undefined : creditsOf(credits, refill)),
  };
  if (faults.length > 0 || secret === undefined) return { ok: false, faults };
  return { ok: true, secret, settings };
}

const FAULT = Symbol('why a cell cannot be read');

type CellReader<Value> = (text: string) => Value | { readonly [FAULT]: CellFault };

function creditsOf(
  remaining: number,
  { interval, amount, day }: Refill,
): NonNullable<KeySettings['credits']> {
  if (interval === undefined || amount === undefined) return { remaining };
  const refill = { interval, amount, ...given('refillDay', day) };
  return { remaining, refill };
}

interface Refill {
  readonly interval: 'daily' | 'monthly' | undefined;
  readonly amount: number | undefined;
  readonly day: number | undefined;
}

const toMoment: CellReader<number> = (text) => {
  // Exports of other systems have milliseconds or seconds. Both are whole numbers, ten digits or more.
  if (/^\d{13}$/.test(text)) return Number(text);
  if (/^\d{10}$/.test(text)) return Number(text) * 1000;
  const ms = /^\d{4}-\d{2}-\d{2}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(ms) ? { [FAULT]: 'notADate' } : ms;
};

const toYesOrNo: CellReader<boolean> = (text) => {
  const word = text.toLowerCase();
  if (['true', 'yes', '1', 'active', 'enabled'].includes(word)) return true;
  if (['false', 'no', '0', 'inactive', 'disabled'].includes(word)) return false;
  return { [FAULT]: 'notYesOrNo' };
};

const toCount: CellReader<number> = (text) => {
  const count = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isNaN(count) ? { [FAULT]: 'notACount' } : count;
};

const toInterval: CellReader<'daily' | 'monthly'> = (text) => {
  const word = text.toLowerCase();
  return word === 'daily' || word === 'monthly' ? word : { [FAULT]: 'notAnInterval' };
};

const toDay: CellReader<number> = (text) => {
  const day = /^\d{1,2}$/.test(text) ? Number(text) : 0;
  return day >= 1 && day <= 31 ? day : { [FAULT]: 'notADay' };
};

/** `a;b`, `a,b`, `a b` or a list in JSON. */
const toList: CellReader<string[]> = (text) =>
  text
    .replaceAll(/^\[|\]$|"/g, '')
    .split(/[;,|\s]+/)
    .filter((item) => item !== '');

const toObject: CellReader<Record<string, unknown>> = (text) => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return Object.fromEntries(Object.entries(value));
    }
  } catch {
    // No JSON at all: the same fault as JSON of another kind.
  }
  return { [FAULT]: 'notAnObject' };
};
