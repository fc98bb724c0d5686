import type { Caller } from '../rpc/define-rpc.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by authentication, before the body is read; `null` on routes that need no key. */
    caller: Caller | null;
    /** The body, as text, had an escaped U+0000 somewhere. */
    mayHoldNul: boolean;
  }
}
