import { Unkey } from '@unkey/api';
import type {
  V2KeysCreateKeyRequestBody,
  V2KeysVerifyKeyResponseBody,
} from '@unkey/api/models/components';

const unkey = new Unkey({
  serverURL: process.env['SERVER_URL'] ?? '',
  rootKey: process.env['UNKEY_ROOT_KEY'] ?? '',
});

function describe({ data }: V2KeysVerifyKeyResponseBody): unknown[] {
  return [data.valid, data.code, data.name, data.credits, data.permissions, typeof data.keyId];
}

const api = await unkey.apis.createApi({ name: 'payments' });
const request: V2KeysCreateKeyRequestBody = {
  apiId: api.data.apiId,
  prefix: 'prod',
  name: 'First',
  externalId: 'user_1234abcd',
  meta: { plan: 'enterprise' },
  permissions: ['documents.read'],
  credits: { remaining: 2, refill: { interval: 'daily', amount: 2 } },
  ratelimits: [{ name: 'requests', limit: 100, duration: 60_000, autoApply: true }],
};
const created = await unkey.keys.createKey(request);
const { keyId, key } = created.data;
console.log(key.startsWith('prod_'), typeof created.meta.requestId);

console.log(describe(await unkey.keys.verifyKey({ key, tags: ['path=/v1'] })));
console.log(describe(await unkey.keys.verifyKey({ key, permissions: 'documents.write' })));
console.log(describe(await unkey.keys.verifyKey({ key, credits: { cost: 2 } })));
console.log(describe(await unkey.keys.verifyKey({ key: 'prod_unknown' })));

await unkey.keys.updateKey({ keyId, name: null, enabled: false });
const { data } = await unkey.keys.getKey({ keyId });
console.log(data.name, data.enabled, data.meta, data.identity?.externalId, data.credits?.remaining);
console.log(describe(await unkey.keys.verifyKey({ key })));

const credits = await unkey.keys.updateCredits({ keyId, operation: 'set', value: 5 });
console.log(credits.data.remaining);
await unkey.keys.deleteKey({ keyId });

const first = await unkey.ratelimit.limit({
  namespace: 'sms',
  identifier: keyId,
  limit: 1,
  duration: 60_000,
});
console.log(first.data.success, first.data.remaining);
