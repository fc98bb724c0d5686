/**
 * The state of a page is in its address, as plain text: `?q=ab&status=disabled&tag=a&tag=b`. What
 * an address says is read by the readers below, and what they do not know is left out: an old or a
 * forged link opens the page, and never breaks it.
 */
export type Reader<Value> = (raw: unknown) => Value | undefined;

export type RawSearch = Readonly<Record<string, unknown>>;

type Read<Readers> = {
  [Key in keyof Readers]?: Readers[Key] extends Reader<infer Value> ? Value | undefined : never;
};

/** For `validateSearch` of a route. */
export function readSearch<Readers extends Readonly<Record<string, Reader<unknown>>>>(
  readers: Readers,
): (raw: RawSearch) => Read<Readers> {
  return (raw) => {
    const entries = Object.entries(readers).flatMap(([name, read]) => {
      const value = read(raw[name]);
      return value === undefined ? [] : [[name, value] as const];
    });
    // Each value comes from the reader of its name.
    return Object.fromEntries(entries) as Read<Readers>;
  };
}

const TEXT_MAX = 500;
const LIST_MAX = 50;

export function text(maxLength = TEXT_MAX): Reader<string> {
  return (raw) => {
    const value = typeof raw === 'number' ? String(raw) : raw;
    return typeof value === 'string' && value !== '' ? value.slice(0, maxLength) : undefined;
  };
}

export function choice<const Value extends string>(values: readonly Value[]): Reader<Value> {
  return (raw) => values.find((value) => value === raw);
}

export function whole(min = 0, max = Number.MAX_SAFE_INTEGER): Reader<number> {
  return (raw) => {
    const value = typeof raw === 'string' && /^-?\d{1,16}$/.test(raw) ? Number(raw) : raw;
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) return undefined;
    return value >= min && value <= max ? value : undefined;
  };
}

/** `true` or absent. */
export function flag(): Reader<boolean> {
  return (raw) => (raw === true || raw === 'true' ? true : undefined);
}

export function listOf<Value>(read: Reader<Value>): Reader<readonly Value[]> {
  return (raw) => {
    const all = (Array.isArray(raw) ? raw : [raw]).slice(0, LIST_MAX);
    const values = all.flatMap((one: unknown) => {
      const value = read(one);
      return value === undefined ? [] : [value];
    });
    return values.length === 0 ? undefined : values;
  };
}

/** What the router reads an address with. A name that is there twice is a list. */
export function parseSearch(search: string): Record<string, unknown> {
  const params = new URLSearchParams(search);
  const names = [...new Set(params.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = params.getAll(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}

export function stringifySearch(search: RawSearch): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value === undefined || value === null || value === '') continue;
    for (const one of Array.isArray(value) ? value : [value]) params.append(name, String(one));
  }
  const written = params.toString();
  return written === '' ? '' : `?${written}`;
}
