import { Unkey } from '@unkey/api';
import type {
  Identity,
  KeyCreditsData,
  KeyResponseData,
  KeysVerifyKeyRatelimit,
  Permission,
  RatelimitOverride,
  RatelimitRequest,
  RatelimitResponse,
  Role,
  UpdateKeyCreditsData,
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

function summarize(key: KeyResponseData): string[] {
  const credits: KeyCreditsData | undefined = key.credits;
  const owner: Identity | undefined = key.identity;
  const limits: RatelimitResponse[] = key.ratelimits ?? [];
  return [`${key.enabled} ${credits?.remaining} ${owner?.externalId} ${limits.length}`];
}

const limit: RatelimitRequest = {
  name: 'requests',
  limit: 100,
  duration: 60_000,
  autoApply: true,
};
const taken: KeysVerifyKeyRatelimit = { name: 'requests', cost: 2 };
const newCredits: UpdateKeyCreditsData = { remaining: 7 };

export const describeRole = ({ name, permissions = [] }: Role): string =>
  [name, ...permissions.map(({ slug }: Permission) => slug)].join();
export const describeOverride = (it: RatelimitOverride): string => `${it.overrideId} ${it.limit}`;

const api = await unkey.apis.createApi({ name: 'payments' });
const request: V2KeysCreateKeyRequestBody = {
  apiId: api.data.apiId,
  prefix: 'prod',
  name: 'First',
  externalId: 'user_1234abcd',
  meta: { plan: 'enterprise' },
  permissions: ['documents.read'],
  credits: { remaining: 2, refill: { interval: 'daily', amount: 2 } },
  ratelimits: [limit],
};
const created = await unkey.keys.createKey(request);
const { keyId, key } = created.data;
console.log(key.startsWith('prod_'), typeof created.meta.requestId);

console.log(describe(await unkey.keys.verifyKey({ key, tags: ['path=/v1'] })));
console.log(describe(await unkey.keys.verifyKey({ key, permissions: 'documents.write' })));
console.log(
  describe(await unkey.keys.verifyKey({ key, credits: { cost: 2 }, ratelimits: [taken] })),
);
console.log(describe(await unkey.keys.verifyKey({ key: 'prod_unknown' })));

await unkey.keys.updateKey({ keyId, name: null, enabled: false, credits: newCredits });
for await (const { result } of await unkey.apis.listKeys({ apiId: api.data.apiId })) {
  console.log(result.data.flatMap(summarize));
}
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
