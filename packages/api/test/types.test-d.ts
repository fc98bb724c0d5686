// Compiled by `pnpm check`, never run: `@ts-expect-error` marks each line that must not compile.
import type { UnkeyCore } from '../src/core.js';
import { keysVerifyKey } from '../src/generated/functions.js';
import type { ErrorCode, VerifyCode, VerifyKeyResult } from '../src/index.js';
import { BadRequestErrorResponse, Unkey, UnkeyError } from '../src/index.js';
import type { V2KeysCreateKeyRequestBody } from '../src/models/components.js';

const unkey = new Unkey({ rootKey: async () => 'root_key' });

type Refill = NonNullable<NonNullable<V2KeysCreateKeyRequestBody['credits']>['refill']>;

export async function requestsAreExact(): Promise<void> {
  await unkey.keys.createKey({ apiId: 'api_1', name: undefined, credits: { remaining: null } });
  // @ts-expect-error apiId is missing
  await unkey.keys.createKey({ name: 'first' });
  // @ts-expect-error no such field
  await unkey.keys.createKey({ apiId: 'api_1', colour: 'red' });
  // @ts-expect-error not one of the intervals
  const _interval: Refill['interval'] = 'hourly';
  // @ts-expect-error no such action
  await unkey.keys.inventKey({});
  // @ts-expect-error no such group
  await unkey.locks.createLock({});
  const request: V2KeysCreateKeyRequestBody = { apiId: 'api_1' };
  await unkey.safe.keys.createKey(request, {
    timeoutMs: 100,
    idempotencyKey: 'once',
    cache: 'no-store',
  });
}

export async function answersAreEnvelopes(): Promise<[string, string]> {
  const { meta, data } = await unkey.keys.createKey({ apiId: 'api_1' });
  // @ts-expect-error not in the answer
  const _secret = data.secret;
  return [meta.requestId, data.key];
}

export function validTellsThatThereIsAKey(data: VerifyKeyResult): string | undefined {
  // @ts-expect-error a key that was not found has no id
  const _tooEarly: string = data.keyId;
  if (data.valid) {
    const _code: 'VALID' = data.code;
    const _enabled: boolean = data.enabled;
    return data.keyId;
  }
  // @ts-expect-error it is refused
  const _valid: 'VALID' = data.code;
  return data.keyId;
}

export function codeTellsThatThereIsAKey(data: VerifyKeyResult): string {
  switch (data.code) {
    case 'VALID': {
      const _valid: true = data.valid;
      return data.keyId;
    }
    case 'NOT_FOUND': {
      const _valid: false = data.valid;
      const _nothing: undefined = data.keyId ?? data.name ?? data.credits;
      return 'none';
    }
    case 'RATE_LIMITED':
    case 'FORBIDDEN':
    case 'INSUFFICIENT_PERMISSIONS':
    case 'USAGE_EXCEEDED':
    case 'DISABLED':
    case 'EXPIRED': {
      const _valid: false = data.valid;
      return data.keyId;
    }
    default: {
      const _every: never = data;
      return _every;
    }
  }
}

export const statusOfCode: Record<VerifyCode, number> = {
  VALID: 200,
  NOT_FOUND: 401,
  FORBIDDEN: 403,
  INSUFFICIENT_PERMISSIONS: 403,
  USAGE_EXCEEDED: 429,
  RATE_LIMITED: 429,
  DISABLED: 401,
  EXPIRED: 401,
};

export async function safeNarrows(): Promise<string> {
  const result = await unkey.safe.keys.verifyKey({ key: 'k' });
  // @ts-expect-error it may have failed
  const _tooEarly = result.value.data;
  if (!result.ok) return result.error.code;
  return result.value.data.valid ? result.value.data.keyId : 'refused';
}

export async function callsCanBeAskedForMore(): Promise<[string, string, Headers]> {
  const call = unkey.keys.verifyKey({ key: 'k' });
  const { value, requestId, status, headers } = await call.withResponse();
  const _status: number = status;
  // @ts-expect-error the answer is in `value`
  const _data = (await call.withResponse()).data;
  const whole = await unkey.safe.keys.verifyKey({ key: 'k' }).withResponse();
  // @ts-expect-error it may have failed
  const _tooEarly = whole.value.status;
  return [value.data.valid ? value.data.keyId : value.data.code, requestId, headers];
}

export async function listsGiveItems(): Promise<string[]> {
  const list = unkey.apis.listKeys({ apiId: 'api_1' });
  const keyIds: string[] = [];
  for await (const key of list.items()) keyIds.push(key.keyId);
  for await (const page of await list) keyIds.push(...page.result.data.map(({ keyId }) => keyId));
  const { value } = await list.withResponse();
  // @ts-expect-error a list may be longer than memory
  await list.toArray();
  return [...keyIds, ...value.data.map(({ keyId }) => keyId)];
}

export async function functionsNarrow(core: UnkeyCore): Promise<string> {
  const result = await keysVerifyKey(core, { key: 'k' });
  // @ts-expect-error no such field
  await keysVerifyKey(core, { kee: 'k' });
  if (!result.ok) return result.error.code;
  return result.value.data.valid ? result.value.data.keyId : 'refused';
}

export function codesAreKnown(error: UnkeyError): string {
  const texts: Partial<Record<ErrorCode, string>> = {
    'http/502': 'proxy',
    'client/timeout': 'late',
  };
  // @ts-expect-error no such code
  texts['data/api_not_fond'] = 'mistyped';
  // A newer service may have others.
  const code: string = error.code;
  return texts[error.code as ErrorCode] ?? code;
}

export function errorsNarrow(error: unknown): number {
  if (error instanceof BadRequestErrorResponse) {
    return error.data$.error.errors.length + error.statusCode;
  }
  if (error instanceof UnkeyError) {
    // @ts-expect-error there is no status when no answer arrived
    const _status: number = error.status;
    return error.status ?? 0;
  }
  return 0;
}
