/*
 * Tables as text, by RFC 4180. A file that a person picks may be anything, so reading is bounded
 * and says at which line it stopped.
 */

export interface CsvBounds {
  readonly rowsMax: number;
  readonly columnsMax: number;
  readonly cellLengthMax: number;
}

export type CsvTable =
  | { readonly ok: true; readonly rows: readonly (readonly string[])[] }
  | { readonly ok: false; readonly line: number; readonly reason: CsvFault };

export type CsvFault =
  | 'tooManyRows'
  | 'tooManyColumns'
  | 'cellTooLong'
  | 'openQuote'
  | 'strayQuote';

interface Reader {
  readonly rows: string[][];
  row: string[];
  cell: string;
  line: number;
}

/** Takes commas, semicolons or tabs: what the first line has most of. Lines without text are left out. */
export function parseCsv(text: string, bounds: CsvBounds): CsvTable {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const separator = separatorOf(source);
  const reader: Reader = { rows: [], row: [], cell: '', line: 1 };
  let at = 0;
  while (at < source.length) {
    const fault = faultOf(reader, bounds);
    if (fault !== undefined) return { ok: false, line: reader.line, reason: fault };
    const character = source.charAt(at);
    if (character === '"' && reader.cell === '') {
      const quoted = readQuoted(source, at + 1);
      if (typeof quoted === 'string') return { ok: false, line: reader.line, reason: quoted };
      if (!endsCell(source.charAt(quoted.end), separator)) {
        return { ok: false, line: reader.line, reason: 'strayQuote' };
      }
      reader.cell = quoted.text;
      reader.line += quoted.text.split('\n').length - 1;
      at = quoted.end;
    } else if (character === separator) {
      endCell(reader);
      at += 1;
    } else if (character === '\n' || character === '\r') {
      at += source.startsWith('\r\n', at) ? 2 : 1;
      endRow(reader);
      reader.line += 1;
    } else {
      reader.cell += character;
      at += 1;
    }
  }
  endRow(reader);
  const fault = faultOf(reader, bounds);
  if (fault !== undefined) return { ok: false, line: reader.line, reason: fault };
  return { ok: true, rows: reader.rows };
}

function separatorOf(source: string): string {
  const [first = ''] = source.split(/[\r\n]/, 1);
  const counted = [',', ';', '\t'].map((mark) => ({ mark, count: first.split(mark).length }));
  return counted.reduce((most, next) => (next.count > most.count ? next : most)).mark;
}

function faultOf(reader: Reader, bounds: CsvBounds): CsvFault | undefined {
  if (reader.rows.length > bounds.rowsMax) return 'tooManyRows';
  if (reader.row.length >= bounds.columnsMax) return 'tooManyColumns';
  if (reader.cell.length > bounds.cellLengthMax) return 'cellTooLong';
  return undefined;
}

function readQuoted(source: string, start: number): { text: string; end: number } | 'openQuote' {
  let from = start;
  for (;;) {
    const quote = source.indexOf('"', from);
    if (quote === -1) return 'openQuote';
    if (source.charAt(quote + 1) !== '"') {
      return { text: source.slice(start, quote).replaceAll('""', '"'), end: quote + 1 };
    }
    from = quote + 2;
  }
}

function endsCell(character: string, separator: string): boolean {
  return ['', separator, '\n', '\r'].includes(character);
}

function endCell(reader: Reader): void {
  reader.row.push(reader.cell);
  reader.cell = '';
}

function endRow(reader: Reader): void {
  endCell(reader);
  if (reader.row.some((cell) => cell !== '')) reader.rows.push(reader.row);
  reader.row = [];
}

export function printCsv(rows: readonly (readonly CsvValue[])[]): string {
  return rows.map((row) => `${row.map(printCell).join(',')}\r\n`).join('');
}

export type CsvValue = string | number | boolean | null | undefined;

function printCell(value: CsvValue): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? harmless(value) : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * A spreadsheet runs a text that begins like a formula, and customers choose names. The apostrophe
 * makes it a text again.
 */
function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
