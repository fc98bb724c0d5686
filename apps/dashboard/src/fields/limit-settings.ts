import type { RequestOf } from '../rpc/call.js';

/** A limit of a key or an identity, as a request sets it. */
export type LimitSettings = NonNullable<RequestOf<'keys.createKey'>['ratelimits']>[number];
