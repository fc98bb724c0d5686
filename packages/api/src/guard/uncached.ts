import type { RequestOptions } from '../options.js';

/**
 * Options for one call whose answer must not come from a cache. Next.js replaces the global `fetch`
 * by one that caches if a route says so. A cached verdict would spend no credits, take no limits,
 * and ignore that a key was revoked. A route with `fetchCache = 'force-cache'` overrules
 * `no-store`. So the call also has a header with a value that no other call has.
 *
 * @returns Options for the call.
 * @example
 * const { data } = await unkey.keys.verifyKey({ key }, uncached());
 */
export function uncached(): RequestOptions {
  const headers = { 'x-unlatch-check': `${Date.now()}-${Math.random()}` };
  // Cloudflare Workers with a compatibility date before 2024-11-11 refuse requests with this
  // option.
  const knowsCache = typeof Request !== 'undefined' && 'cache' in Request.prototype;
  return knowsCache ? { cache: 'no-store', headers } : { headers };
}
