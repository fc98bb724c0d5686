// Written for Unkey. With UNKEY_URL it asks another server, and nothing else changes.
import { Unkey } from '@unkey/api';
import { ConflictErrorResponse, NotFoundErrorResponse } from '@unkey/api/models/errors';

const rootKey = process.env['UNKEY_ROOT_KEY'] ?? '';
const serverURL = process.env['UNKEY_URL'] ?? 'https://api.unkey.com';
const unkey = new Unkey({ rootKey, serverURL });

const api = await unkey.apis.createApi({ name: 'Weather' });
const { apiId } = api.data;
const externalId = `customer-of-${apiId}`;
await unkey.identities.createIdentity({ externalId, meta: { plan: 'pro' } });
try {
  await unkey.identities.createIdentity({ externalId });
} catch (error) {
  if (!(error instanceof ConflictErrorResponse)) throw error;
  console.log(`the customer exists: ${error.error.status}`);
}

const created = await unkey.keys.createKey({
  apiId,
  prefix: 'weather',
  name: 'Reports',
  externalId,
  permissions: ['reports.read'],
  credits: { remaining: 2 },
});
const { key, keyId } = created.data;
console.log(`created a key that begins with ${key.slice(0, 8)}`);

async function verify(permissions: string): Promise<void> {
  const { data } = await unkey.keys.verifyKey({ key, permissions });
  const owner = data.identity?.externalId === externalId ? 'the customer' : 'nothing';
  console.log(`${permissions}: ${data.code}, ${data.credits} credits, belongs to ${owner}`);
}
await verify('reports.read');
await verify('reports.write');
await verify('reports.read');
await verify('reports.read');

for (let request = 1; request <= 3; request += 1) {
  const { data } = await unkey.ratelimit.limit({
    namespace: `reports-of-${apiId}`,
    identifier: '192.0.2.7',
    limit: 2,
    duration: 3_600_000,
  });
  const answer = data.success ? 'allowed' : 'refused';
  console.log(`request ${request}: ${answer}, ${data.remaining} left`);
}

for (let number = 1; number <= 4; number += 1) {
  await unkey.keys.createKey({ apiId, name: `Job ${number}` });
}
let count = 0;
for await (const page of await unkey.apis.listKeys({ apiId, limit: 2 })) {
  count += page.result.data.length;
}
console.log(`the API has ${count} keys`);

const rerolled = await unkey.keys.rerollKey({ keyId, expiration: 0 });
const { data: old } = await unkey.keys.verifyKey({ key });
console.log(`the old key: ${old.code}`);
await unkey.keys.deleteKey({ keyId: rerolled.data.keyId });
try {
  await unkey.keys.getKey({ keyId: rerolled.data.keyId });
} catch (error) {
  if (!(error instanceof NotFoundErrorResponse)) throw error;
  console.log(`the new key is gone: ${error.error.status}`);
}
await unkey.apis.deleteApi({ apiId });
