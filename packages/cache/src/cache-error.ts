/**
 * Why an operation failed. `tier` is the name of the store that failed, or `cache` if the loader
 * failed. `cause` is what it threw.
 *
 * @example
 * return { err: new CacheError({ tier: 'my-store', key, message: 'no connection', cause }) };
 */
export class CacheError extends Error {
  declare readonly name: 'CacheError';
  declare readonly retry: false;
  readonly tier: string;
  /** The key, or several keys separated by commas. */
  readonly key: string;

  constructor(details: { tier: string; key: string; message: string; cause?: unknown }) {
    super(details.message, 'cause' in details ? { cause: details.cause } : undefined);
    this.tier = details.tier;
    this.key = details.key;
  }
}

// On the prototype, as with built-in errors. The names are literals, because minifiers rename
// classes.
Object.assign(CacheError.prototype, { name: 'CacheError', retry: false });
