/** `<prefix>_<short token>_<long token>`, as github.com/seamapi/prefixed-api-key writes keys. */
interface PrefixedApiKey {
  readonly prefix: string;
  /** The only secret part, and all that an import has the hash of. */
  readonly longToken: string;
  /** The beginning of the key, for display. */
  readonly start: string;
}

/** The same number of characters that keys of our own show. */
const SHOWN_LENGTH = 4;

/** `undefined` if it has fewer parts than that. A prefix may itself have underscores in it. */
export function parsePrefixedApiKey(key: string): PrefixedApiKey | undefined {
  const parts = key.split('_');
  const [longToken, shortToken] = parts.toReversed();
  if (longToken === undefined || shortToken === undefined || parts.length < 3) return undefined;
  const prefix = parts.slice(0, -2).join('_');
  const shown = `${shortToken}_${longToken}`.slice(0, SHOWN_LENGTH);
  return { prefix, longToken, start: `${prefix}_${shown}` };
}
