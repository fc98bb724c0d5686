/** A column of a result, in the order of the query. */
export interface Column {
  readonly name: string;
  /** Of ClickHouse, such as `Nullable(Date)`. */
  readonly type: string;
}

/**
 * Turns rows, each a JSON array as text, into objects with sorted names. The text of each value
 * stays as it is, since a 64-bit integer would lose digits as a number of JavaScript.
 *
 * A date has no time of day in the engine, and is a moment here, as in every other answer. Where two
 * columns have one name, the later one counts.
 */
export function createRowWriter(columns: readonly Column[]): (row: string) => string {
  const places = new Map(columns.map(({ name }, index) => [name, index]));
  const fields = [...places]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, index]) => ({
      index,
      start: `${JSON.stringify(name)}:`,
      hasDates: isOfDates(columns[index]?.type ?? ''),
    }));
  return (row) => {
    const values = splitArray(row);
    const members = fields.map(({ index, start, hasDates }) => {
      const value = values[index] ?? 'null';
      return start + (hasDates ? toMoments(value) : value);
    });
    return `{${members.join(',')}}`;
  };
}

/** Whether all texts in a value of the type are dates: a date, perhaps none, or a list of them. */
export function isOfDates(type: string): boolean {
  const [, inner] = /^(?:Nullable|LowCardinality|Array)\((.*)\)$/.exec(type) ?? [];
  return inner === undefined ? type === 'Date' || type === 'Date32' : isOfDates(inner);
}

function toMoments(value: string): string {
  return value.replaceAll(/"(\d{4}-\d\d-\d\d)"/g, '"$1T00:00:00Z"');
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/** The texts of the items of a JSON array. Looks at each character once. */
export function splitArray(text: string): string[] {
  const items: string[] = [];
  let depth = 0;
  let start = 1;
  for (let at = 1; at < text.length - 1; at++) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) {
      at = endOfText(text, at);
    } else if (unit === COMMA && depth === 0) {
      items.push(text.slice(start, at).trim());
      start = at + 1;
    } else {
      depth += depthChange(unit);
    }
  }
  const last = text.slice(start, -1).trim();
  return items.length === 0 && last === '' ? [] : [...items, last];
}

function depthChange(unit: number): number {
  const character = String.fromCharCode(unit);
  if (character === '[' || character === '{') return 1;
  return character === ']' || character === '}' ? -1 : 0;
}

function endOfText(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit === BACKSLASH) at += 1;
    else if (unit === QUOTE) return at;
  }
  return text.length;
}
