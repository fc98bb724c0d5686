/**
 * Why an operation did not work. `tier` is the name of the store that failed, or `cache` when the
 * loader did; `cause` is what was thrown there.
 *
 * @example
 * return { err: new CacheError({ tier: 'my-store', key, message: 'no connection', cause }) };
 */
export class CacheError extends Error {
  declare readonly name: 'CacheError';
  declare readonly retry: false;
  readonly tier: string;
  /** The key, or the keys with a comma in between. */
  readonly key: string;

  constructor(details: { tier: string; key: string; message: string; cause?: unknown }) {
    super(details.message, 'cause' in details ? { cause: details.cause } : undefined);
    this.tier = details.tier;
    this.key = details.key;
  }
}

// On the prototype, as with built-in errors, and spelled out, because minifiers rename classes.
Object.assign(CacheError.prototype, { name: 'CacheError', retry: false });
