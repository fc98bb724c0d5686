/**
 * A key of the form `<prefix>_<short token>_<long token>`, as github.com/seamapi/prefixed-api-key
 * writes them.
 */
interface PrefixedApiKey {
  readonly prefix: string;
  /** The only secret part. An import has its hash. */
  readonly longToken: string;
  /** The beginning of the key, for display. */
  readonly start: string;
}

/** As many characters as with keys of this service. */
const SHOWN_LENGTH = 4;

/** `undefined` if the key has fewer parts. A prefix may contain underscores. */
export function parsePrefixedApiKey(key: string): PrefixedApiKey | undefined {
  const parts = key.split('_');
  const [longToken, shortToken] = parts.toReversed();
  if (longToken === undefined || shortToken === undefined || parts.length < 3) return undefined;
  const prefix = parts.slice(0, -2).join('_');
  const shown = `${shortToken}_${longToken}`.slice(0, SHOWN_LENGTH);
  return { prefix, longToken, start: `${prefix}_${shown}` };
}
