import { createCache, DefaultStatefulContext, Namespace } from '@unkey/cache';
import { MemoryStore } from '@unkey/cache/stores';

type User = { id: string; email: string };

const context = new DefaultStatefulContext();
const memory = new MemoryStore<string, User>({ persistentMap: new Map() });
const cache = createCache({
  user: new Namespace<User>(context, { stores: [memory], fresh: 60_000, stale: 300_000 }),
});

let loads = 0;
async function load(id: string): Promise<User> {
  loads++;
  return { id, email: `${id}@localhost` };
}

const first = await cache.user.swr('user_1', load);
console.log(first.val?.email, first.err);
console.log((await cache.user.swr('user_1', load)).val?.email, loads);
await cache.user.set('user_2', { id: 'user_2', email: 'b@localhost' });
console.log((await cache.user.get('user_2')).val?.email);
await cache.user.remove('user_2');
console.log((await cache.user.get('user_2')).val);
