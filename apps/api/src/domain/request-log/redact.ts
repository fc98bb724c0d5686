/*
 * What the log of requests may keep of headers and bodies. It is read by people who may not see
 * keys, so two rules hold, and each is enough by itself where a key is in its place:
 *
 * 1. A field that the contract marks as secret is left out, wherever a field of that name stands.
 * 2. In all other texts, a long run of letters and digits is left out: it may be a key that stands
 *    in the wrong place. Ids of the service are shorter.
 */

const REDACTED = '[REDACTED]';

/** Ids have 18 in a row at most, and the random part of the shortest key has 21. */
const LONG_RUN = /[A-Za-z0-9]{20,}/g;

/** A text of a request, as it may be kept. */
export function redactText(text: string): string {
  return text.replace(LONG_RUN, REDACTED);
}

const SECRET_HEADERS = new Set([
  'authorization',
  'cookie',
  'set-cookie',
  'proxy-authorization',
  'idempotency-key',
]);

/** What proxies add on the way, not what the client says. */
const ADDED_ON_THE_WAY =
  /^(?:x-forwarded-|x-real-ip$|forwarded$|via$|traceparent$|tracestate$|x-amzn-trace|cf-|x-b3-)/;

const HEADER_LENGTH_MAX = 512;

/** Each as `name: value`. */
export function redactHeaders(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): string[] {
  return Object.entries(headers).flatMap(([name, value]) => {
    if (value === undefined || ADDED_ON_THE_WAY.test(name)) return [];
    if (SECRET_HEADERS.has(name)) return [`${name}: ${REDACTED}`];
    const text = typeof value === 'string' ? value : value.join(', ');
    return [`${name}: ${redactText(text.slice(0, HEADER_LENGTH_MAX))}`];
  });
}

/**
 * The JSON of a body without its secrets. `null`: it would have more than `lengthMax` characters.
 * The work ends there, however large the body is.
 */
export function redactBody(
  body: unknown,
  { secrets, lengthMax }: { secrets: readonly string[]; lengthMax: number },
): string | null {
  if (body === undefined) return null;
  const copier = new Copier(new Set(secrets), lengthMax);
  const copy = copier.copy(body);
  if (copier.isOver) return null;
  const text = JSON.stringify(copy);
  return text.length > lengthMax ? null : text;
}

class Copier {
  readonly #secrets: ReadonlySet<string>;
  #left: number;

  constructor(secrets: ReadonlySet<string>, lengthMax: number) {
    this.#secrets = secrets;
    this.#left = lengthMax;
  }

  get isOver(): boolean {
    return this.#left < 0;
  }

  copy(value: unknown): unknown {
    this.#left -= 1;
    if (this.isOver) return null;
    if (typeof value === 'string') {
      this.#left -= value.length;
      return this.isOver ? null : redactText(value);
    }
    if (typeof value !== 'object' || value === null) return value;
    return Array.isArray(value) ? this.#copyList(value) : this.#copyObject(value);
  }

  #copyList(list: readonly unknown[]): unknown[] {
    const copy: unknown[] = [];
    for (const item of list) {
      if (this.isOver) break;
      copy.push(this.copy(item));
    }
    return copy;
  }

  /** Names are texts of the request too: a body may have any in its meta. */
  #copyObject(object: object): Record<string, unknown> {
    const copy: Record<string, unknown> = {};
    for (const name in object) {
      if (this.isOver) break;
      this.#left -= name.length;
      const value: unknown = Reflect.get(object, name);
      copy[redactText(name)] = this.#secrets.has(name) ? REDACTED : this.copy(value);
    }
    return copy;
  }
}
