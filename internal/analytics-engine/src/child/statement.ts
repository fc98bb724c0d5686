import { EngineFailure } from './failures.js';

/**
 * Looks at the text of a statement before the engine does, because the engine runs every statement
 * of a text, and obeys more words than a `SELECT` should have. This is no parser. It knows what is
 * inside quotes, and refuses what it does not know outside of them.
 */

/** Words of which a reader's text may have none outside of quotes. Each one changes more than a query. */
const FORBIDDEN_WORDS = new Set(['into', 'outfile', 'settings', 'format', 'use', 'set']);
/** Functions that read files although they are no tables, and tables of what is in other tables. */
const FORBIDDEN_CALL = /^(?:file|executable|url|remote|merge|mergetree\w*|loop|cluster\w*)$/;
/** Their tables show what other readers ask, and where the engine has its files. */
const FORBIDDEN_DATABASES = new Set(['system', 'information_schema']);

/** One piece outside of quotes that matters, or a whole quoted piece. */
const PIECE =
  /'(?:[^'\\]|\\[\s\S]|'')*'|"(?:[^"\\]|\\[\s\S]|"")*"|`(?:[^`\\]|\\[\s\S]|``)*`|[A-Za-z_][A-Za-z0-9_]*|--|\/\*|[\s\S]/g;

const PLAIN_CHARACTER = /^[\s!%&()*+,\-./0-9:<=>?@[\]^{|}]$/;

/**
 * One query of a reader: it begins with `SELECT` or `WITH`, it is one statement without comments, it
 * writes to no file, sets nothing, and names no table of the engine itself. The service has checked
 * far more before.
 */
export function checkReaderText(text: string): void {
  const body = withoutEnd(text);
  if (!/^[\s(]*(?:select|with)\b/i.test(body)) {
    throw new EngineFailure('READONLY', 'A reader may only send queries.');
  }
  let word = '';
  for (const [piece] of body.matchAll(PIECE)) {
    const isWord = /^[A-Za-z_]/.test(piece);
    if (isWord && FORBIDDEN_WORDS.has(piece.toLowerCase())) throw refusedPiece(piece);
    if (piece === '(' && FORBIDDEN_CALL.test(word)) throw refusedPiece(word);
    if (piece === '.' && FORBIDDEN_DATABASES.has(word)) throw refusedPiece(word);
    if (!isWord && !isQuoted(piece) && !PLAIN_CHARACTER.test(piece)) throw refusedPiece(piece);
    if (isWord || isQuoted(piece)) word = unquoted(piece).toLowerCase();
    else if (!/^\s$/.test(piece)) word = '';
  }
}

/** A statement of the service itself may be anything, but it is one. */
export function checkWriterText(text: string): void {
  for (const [piece] of withoutEnd(text).matchAll(PIECE)) {
    if (piece === ';') throw new EngineFailure('SYNTAX_ERROR', 'Send one statement at a time.');
  }
}

function withoutEnd(text: string): string {
  return text.replace(/[\s;]+$/, '');
}

function isQuoted(piece: string): boolean {
  return piece.length > 1 && /^['"`]/.test(piece);
}

function unquoted(piece: string): string {
  return isQuoted(piece) ? piece.slice(1, -1) : piece;
}

function refusedPiece(piece: string): EngineFailure {
  return new EngineFailure('READONLY', `A reader's query must not have "${piece}".`);
}

/** The client of ClickHouse adds the format to the text. */
const FORMAT_AT_END = /\s+FORMAT\s+(\w+)[\s;]*$/i;

export function splitFormat(text: string): { readonly sql: string; readonly format?: string } {
  const match = FORMAT_AT_END.exec(text);
  const format = match?.[1];
  if (match === null || format === undefined) return { sql: text };
  return { sql: text.slice(0, match.index), format };
}

const INSERT_ROWS =
  /^\s*INSERT\s+INTO\s+(?:TABLE\s+)?([\w`".]+)\s*(?:\(([\w`",\s]+)\))?\s+FORMAT\s+(\w+)[\s;]*$/i;

export interface RowInsert {
  readonly table: string;
  readonly columns?: readonly string[];
  readonly format: string;
}

/** `INSERT INTO t (a, b) FORMAT f`, whose rows are apart from it; undefined for other statements. */
export function readRowInsert(text: string): RowInsert | undefined {
  const match = INSERT_ROWS.exec(text);
  const [, table, columns, format] = match ?? [];
  if (table === undefined || format === undefined) return undefined;
  const names = columns?.split(',').map((name) => withoutQuotes(name.trim()));
  return { table: withoutQuotes(table), format, ...(names && { columns: names }) };
}

function withoutQuotes(name: string): string {
  return name.replaceAll(/[`"]/g, '');
}

/** Queries and questions about the state change nothing, so they need not wait for inserts. */
export function isQuestion(text: string): boolean {
  return /^[\s(]*(?:select|with|show|describe|desc|exists|explain)\b/i.test(text);
}

export function quoteText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

export function quoteName(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}
