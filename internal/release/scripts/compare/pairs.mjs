/**
 * The pairs to compare. `call` is code that evaluates to a function, which makes one call. It sees
 * `exports`, `url` and `rootKey`.
 */
export const pairs = [
  {
    theirs: '@unkey/api',
    ours: '@unlatch/api',
    exports: 'Unkey',
    callName: 'verifyKey',
    call: `
      const unkey = new exports.Unkey({ serverURL: url, rootKey });
      return () => unkey.keys.verifyKey({ key: 'pay_0123456789abcdefghijkl' });`,
  },
  {
    theirs: '@unkey/ratelimit',
    ours: '@unlatch/ratelimit',
    exports: 'Ratelimit',
    callName: 'limit',
    call: `
      const limits = new exports.Ratelimit({
        rootKey, baseUrl: url, namespace: 'api', limit: 10, duration: '60s',
      });
      let calls = 0;
      return () => limits.limit('user_' + calls++);`,
  },
  {
    theirs: '@unkey/cache',
    ours: '@unlatch/cache',
    exports: 'createCache, DefaultStatefulContext, Namespace',
  },
  { theirs: '@unkey/hono', ours: '@unlatch/hono', exports: 'unkey' },
  { theirs: '@unkey/nextjs', ours: '@unlatch/nextjs', exports: 'withUnkey' },
];
