/** Long enough to make a chunk worth handing over, short enough never to matter. */
const CHUNK_LENGTH = 65_536;

/** A list or an object that has been begun. */
interface Open {
  readonly value: object;
  /** In the order in which they are written; a list has none. */
  readonly keys: readonly string[] | undefined;
  readonly length: number;
  written: number;
}

/**
 * JSON text that is the same for equal values, whatever the order of the keys in their objects. It
 * comes in chunks, and nothing is made for a number or a text: a request may hold millions of them.
 * Not recursive, because what a client sends may be nested deeper than the stack reaches.
 */
export function* canonicalJson(value: unknown): Generator<string> {
  const opened: Open[] = [];
  let text = begin(value, opened);
  for (let open = opened.at(-1); open !== undefined; open = opened.at(-1)) {
    if (open.written === open.length) {
      text += open.keys === undefined ? ']' : '}';
      opened.pop();
    } else {
      if (open.written > 0) text += ',';
      const key = open.keys?.[open.written] ?? open.written;
      if (typeof key === 'string') text += `${JSON.stringify(key)}:`;
      open.written += 1;
      text += begin(Reflect.get(open.value, key), opened);
    }
    if (text.length >= CHUNK_LENGTH) {
      yield text;
      text = '';
    }
  }
  yield text;
}

/** All of what is neither a list nor an object, and the first character of what is. */
function begin(value: unknown, opened: Open[]): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) {
    opened.push({ value, keys: undefined, length: value.length, written: 0 });
    return '[';
  }
  const keys = Object.keys(value).sort();
  opened.push({ value, keys, length: keys.length, written: 0 });
  return '{';
}
