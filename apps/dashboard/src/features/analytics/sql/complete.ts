/*
 * What can be written at the caret of a query: tables behind FROM and JOIN, else the columns of the
 * tables that the query names, then functions and words of the language. The lists come from the
 * service, so nothing is offered that it would refuse.
 */

export interface SqlSchema {
  readonly tables: readonly {
    readonly name: string;
    readonly operation: string;
    readonly keptDays?: number;
    readonly columns: readonly { readonly name: string; readonly type: string }[];
  }[];
  readonly functions: readonly { readonly names: readonly string[] }[];
}

export interface Suggestion {
  readonly text: string;
  readonly kind: 'table' | 'column' | 'function' | 'word';
  /** The type of a column. */
  readonly note?: string;
}

export interface Completion {
  /** Where the word begins that a suggestion replaces. */
  readonly from: number;
  readonly to: number;
  readonly suggestions: readonly Suggestion[];
}

const WORDS = [
  'SELECT',
  'FROM',
  'WHERE',
  'GROUP BY',
  'ORDER BY',
  'LIMIT',
  'HAVING',
  'WITH',
  'AS',
  'AND',
  'OR',
  'NOT',
  'IN',
  'BETWEEN',
  'LIKE',
  'INTERVAL',
  'DESC',
  'JOIN',
  'LEFT JOIN',
  'ON',
  'UNION ALL',
  'DISTINCT',
  'CASE',
  'WHEN',
  'THEN',
  'ELSE',
  'END',
];

const SUGGESTIONS_MAX = 12;

/** `isAsked`: the person wants to see what there is, also before a first letter. */
export function complete(
  text: string,
  caret: number,
  { schema, isAsked }: { readonly schema: SqlSchema; readonly isAsked: boolean },
): Completion {
  const from = wordStart(text, caret);
  const typed = text.slice(from, caret);
  const none = { from, to: caret, suggestions: [] };
  if (isInText(text.slice(0, from))) return none;
  if (typed === '' && !isAsked) return none;
  const before = text.slice(0, from).trimEnd();
  const isTable = /\b(?:from|join)$/i.test(before);
  const offered = isTable ? tablesOf(schema) : othersOf(text, schema);
  const fitting = offered.filter(({ text: word }) => isSubsequent(word, typed));
  const best = fitting.toSorted((one, other) => rank(one.text, typed) - rank(other.text, typed));
  const [first] = best;
  // What is written in full needs no list.
  if (best.length === 1 && first?.text === typed) return none;
  return { from, to: caret, suggestions: best.slice(0, SUGGESTIONS_MAX) };
}

function tablesOf({ tables }: SqlSchema): Suggestion[] {
  return tables.map(({ name }) => ({ text: name, kind: 'table' }));
}

function othersOf(text: string, schema: SqlSchema): Suggestion[] {
  const named = tablesIn(text, schema);
  const columns = new Map(
    named.flatMap((table) => table.columns.map(({ name, type }) => [name, type] as const)),
  );
  return [
    ...[...columns].map(([name, note]) => ({ text: name, kind: 'column' as const, note })),
    ...schema.functions
      .flatMap(({ names }) => names)
      .map((name) => ({ text: `${name}(`, kind: 'function' as const })),
    ...WORDS.map((word) => ({ text: word, kind: 'word' as const })),
  ];
}

/** Texts and comments may name a table too. For suggestions that does no harm. */
function tablesIn(text: string, { tables }: SqlSchema): SqlSchema['tables'] {
  const words = new Set(text.match(/\w+/g) ?? []);
  return tables.filter(({ name }) => words.has(name));
}

/** The operation that a query belongs to: that of the first table that it names. */
export function operationOf(text: string, schema: SqlSchema): string | undefined {
  const words = text.match(/\w+/g) ?? [];
  const first = words.find((word) => schema.tables.some(({ name }) => name === word));
  return schema.tables.find(({ name }) => name === first)?.operation;
}

function wordStart(text: string, caret: number): number {
  let start = caret;
  while (start > 0 && /\w/.test(text.charAt(start - 1))) start -= 1;
  return start;
}

/** Within quotes or in a comment, nothing is offered. */
function isInText(before: string): boolean {
  const rest = before.replace(/--[^\n]*\n/g, '').replace(/'(?:[^'\\]|\\.|'')*'/g, '');
  return rest.includes("'") || /--[^\n]*$/.test(rest);
}

/** `kvh` finds `key_verifications_per_hour_v1`: the letters in their order. */
function isSubsequent(word: string, typed: string): boolean {
  const letters = word.toLowerCase();
  let at = -1;
  for (const letter of typed.toLowerCase()) {
    at = letters.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}

function rank(word: string, typed: string): number {
  const place = word.toLowerCase().indexOf(typed.toLowerCase());
  if (place === 0) return 0;
  return place > 0 ? 1 : 2;
}
