import { UnkeyCore } from '@unlatch/api/core';
import { createGuard, type Guard, type GuardOptions, type Verification } from '@unlatch/api/guard';

/**
 * What `req.unkey` holds: the answer of the service, `{ meta, data }`, and the fields of `data` once
 * more beside them. `meta` is that of the answer; what you stored with the key is `data.meta`.
 */
export type UnkeyContext = Verification;

/**
 * A guard that asks the service each time. Next replaces the global `fetch` by one that caches if a
 * route says so; a remembered answer would spend no credits, take no limits, and know nothing of a
 * revoked key. A route with `fetchCache = 'force-cache'` overrules `no-store`, so besides that each
 * check has a header of its own: no two requests are then the same to the cache.
 */
export function createUncachedGuard<Context>(options: GuardOptions<Context>): Guard<Context> {
  const { rootKey, serverURL } = options;
  const client = options.unkey ?? new UnkeyCore({ rootKey, serverURL });
  const unkey: UnkeyCore = {
    invoke: (operation, request, callOptions) =>
      client.invoke(operation, request, {
        ...callOptions,
        cache: 'no-store',
        headers: { 'x-unlatch-check': `${Date.now()}-${Math.random()}` },
      }),
  };
  return createGuard({ ...options, unkey });
}
