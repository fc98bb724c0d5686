// Written for @unkey/cache, from its documentation. compat.test.ts runs it against both packages.
import { type Context, createCache, DefaultStatefulContext, Namespace } from '@unkey/cache';
import { MemoryStore } from '@unkey/cache/stores';

interface User {
  id: string;
  email: string;
}

interface Account {
  name: string;
}

const ctx: Context = new DefaultStatefulContext();
const memory = new MemoryStore({ persistentMap: new Map() });
const fresh = 60_000;
const stale = 900_000;

const cache = createCache({
  account: new Namespace<Account>(ctx, { stores: [memory], fresh, stale }),
  user: new Namespace<User | null>(ctx, { stores: [memory], fresh, stale }),
});

let loads = 0;
const load = async (id: string): Promise<User | null> => {
  loads += 1;
  return id === 'missing' ? null : { id, email: `${id}@example.com` };
};

const results: unknown[] = [];
const tell = (result: { val?: unknown; err?: unknown }) => results.push(result);

tell(await cache.user.get('ada'));
tell(await cache.user.set('ada', { id: 'ada', email: 'ada@example.com' }));
tell(await cache.user.get('ada'));
tell(await cache.account.get('ada'));
tell(await cache.account.set('ada', { name: 'Ada' }, { fresh: 1_000, stale: 2_000 }));
tell(await cache.account.get('ada'));
tell(await cache.user.swr('grace', load));
tell(await cache.user.swr('grace', load));
tell(await cache.user.swr('missing', load));
tell(await cache.user.swr('missing', load));
for (const result of await Promise.all(
  Array.from({ length: 50 }, () => cache.user.swr('x', load)),
)) {
  tell(result);
}
tell(await cache.user.remove('grace'));
tell(await cache.user.get('grace'));
tell(await cache.user.remove(['ada', 'missing']));
tell(await cache.user.get('ada'));

const user = await cache.user.get('x');
if (user.err) throw user.err;
const email: string | undefined = user.val?.email;

const failed = await cache.user.swr('broken', async () => {
  throw new Error('no database');
});
const { name, message, key, tier, retry } = failed.err ?? {};

export const outcome = { results, loads, email, failed: { name, message, key, tier, retry } };
