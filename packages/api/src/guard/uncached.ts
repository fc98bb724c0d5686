import type { RequestOptions } from '../options.js';

/**
 * Options for one call whose answer must not come from a cache. Next replaces the global `fetch` by
 * one that caches if a route says so; a remembered verdict would spend no credits, take no limits,
 * and know nothing of a revoked key. A route with `fetchCache = 'force-cache'` overrules `no-store`,
 * so besides that the call has a header that no other one has.
 *
 * @example
 * const { data } = await unkey.keys.verifyKey({ key }, uncached());
 */
export function uncached(): RequestOptions {
  const headers = { 'x-unlatch-check': `${Date.now()}-${Math.random()}` };
  // Where requests know no such option, Workers of before 2024-11-11 refuse one that has it.
  const knowsCache = typeof Request !== 'undefined' && 'cache' in Request.prototype;
  return knowsCache ? { cache: 'no-store', headers } : { headers };
}
