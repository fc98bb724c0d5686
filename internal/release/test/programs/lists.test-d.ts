import { Unkey } from '@unkey/api';

const unkey = new Unkey({
  serverURL: process.env['SERVER_URL'] ?? '',
  rootKey: process.env['UNKEY_ROOT_KEY'] ?? '',
});

const api = await unkey.apis.createApi({ name: 'lists' });
const { apiId } = api.data;
for (const name of ['a', 'b', 'c']) await unkey.keys.createKey({ apiId, name });

const result = await unkey.apis.listKeys({ apiId, limit: 2 });
console.log(result.result.data.length, result.result.pagination?.hasMore);
const names = new Set<string | undefined>();
for await (const page of result) {
  for (const key of page.result.data) names.add(key.name);
}
console.log(names.size, names.has('a'), names.has('c'));

const next = await result.next();
console.log(next?.result.data.length);
