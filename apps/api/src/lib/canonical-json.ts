/** Long enough for an efficient chunk, short enough to need little memory and time. */
const CHUNK_LENGTH = 16_384;

/** A list or an object that is being written. */
interface Open {
  readonly value: object;
  /** In the order in which they are written. A list has none. */
  readonly keys: readonly string[] | undefined;
  readonly length: number;
  written: number;
}

/**
 * JSON text that is the same for equal values, whatever the order of the keys in their objects. It
 * comes in chunks. A number or a text costs no allocation, because a request may hold millions of
 * them. Not recursive, because a client may send values that are nested deeper than the stack
 * allows.
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

/**
 * The whole text of a value that is neither a list nor an object. Of a list or an object, the first
 * character.
 */
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
