import { UnkeyCore } from '../core.js';
import { ResponseValidationError } from '../errors.js';
import { keysVerifyKey } from '../generated/functions.js';
import type { V2KeysVerifyKeyRequestBody } from '../generated/types.js';
import type { UnkeyOptions } from '../options.js';
import type { Reply } from '../reply.js';
import type { Result } from '../result.js';
import type { UnkeyError } from '../unkey-error.js';
import type {
  RefusedKey,
  UnknownKey,
  ValidKey,
  VerifyKeyResponse,
  VerifyKeyResult,
} from '../verify.js';
import { uncached } from './uncached.js';

/** A value for all requests, or a function that returns it for each request. */
export type PerRequest<Context, Value> = Value | ((context: Context) => Value | Promise<Value>);

/** The options of all middlewares. `Context` is what a framework knows about a request. */
export interface GuardOptions<Context> {
  /**
   * The root key, or a function that fetches it, called for each check. It needs the permission
   * `verify_key`. Default: the environment variable `UNLATCH_ROOT_KEY`, else `UNKEY_ROOT_KEY`.
   */
  rootKey?: UnkeyOptions['rootKey'];
  /**
   * The address of the service. Default: the environment variable `UNLATCH_URL`, else
   * `http://localhost:7070`.
   */
  serverURL?: UnkeyOptions['serverURL'];
  /** The time for a check in milliseconds, retries included. Default 2 000. */
  timeoutMs?: number | undefined;
  /**
   * A client to use instead of a new one. `rootKey` and `serverURL` are then ignored. Use it for
   * hooks, a `fetch` of your own, and tests.
   */
  unkey?: UnkeyCore | undefined;
  /** The permissions that the key must have: slugs joined by AND and OR. Default: none. */
  permissions?: PerRequest<Context, string | undefined>;
  /**
   * Labels for the usage events: at most 20, each of at most 512 characters. Others make the check
   * fail, so cut what users choose, such as a path. Default: none.
   */
  tags?: PerRequest<Context, string[] | undefined>;
  /** Limits to take in addition to those with `autoApply`. Default: none. */
  ratelimits?: PerRequest<Context, V2KeysVerifyKeyRequestBody['ratelimits']>;
  /** Credits to spend; 0 spends none. Default: the service's default, 1. */
  cost?: PerRequest<Context, number | undefined>;
  /** The id of the key import (`migrationId`) that may have brought the key. Default: none. */
  migrationId?: PerRequest<Context, string | undefined>;
  /**
   * The address of the client that presents the key, for APIs with a list of allowed addresses.
   * Default: the service sees the address of this server.
   */
  ip?: PerRequest<Context, string | undefined>;
}

/**
 * What a handler gets: the service's answer, `meta` and `data`, and for convenience the fields of
 * `data` too. `meta` belongs to the answer; what you stored with the key is `data.meta`.
 */
export type Verification<Verdict extends VerifyKeyResult = VerifyKeyResult> = {
  meta: VerifyKeyResponse['meta'];
  data: Verdict;
} & FieldsOf<Verdict>;

type FieldsOf<Verdict> = Verdict extends unknown ? Omit<Verdict, 'meta'> : never;

/** What a handler gets of a key that may pass. */
export type Valid = Verification<ValidKey>;

/** What a callback gets of a key that may not pass. */
export type Invalid = Verification<RefusedKey | UnknownKey>;

/** The result of a check. Only `valid` may pass. */
export type Outcome = { kind: 'valid'; verification: Valid } | Refused;

/** Why a request may not pass. */
export type Refused =
  /** There was no key. The service was not asked. */
  | { kind: 'missing' }
  | { kind: 'invalid'; verification: Invalid }
  /** It is not known whether the key is valid. */
  | { kind: 'failed'; error: UnkeyError };

/** Checks the key of a request. An empty key counts as missing. */
export type Guard<Context> = (key: string | null | undefined, context: Context) => Promise<Outcome>;

/**
 * The core of every middleware. Make one for each middleware and call it for each request. It
 * rejects only if an option function throws.
 *
 * @param options What to check, and with which client.
 * @returns A function that checks a key.
 * @example
 * const guard = createGuard<Request>({ permissions: 'orders.read' });
 *
 * async function handle(request: Request): Promise<Response> {
 *   const outcome = await guard(readBearer(request.headers.get('authorization')), request);
 *   if (outcome.kind !== 'valid') {
 *     const { status, headers, body } = refusal(outcome);
 *     return new Response(JSON.stringify(body), { status, headers });
 *   }
 *   return new Response(`welcome, ${outcome.verification.keyId}`);
 * }
 */
export function createGuard<Context>(options: GuardOptions<Context>): Guard<Context> {
  const { unkey, rootKey, serverURL, timeoutMs } = options;
  const core = unkey ?? new UnkeyCore({ rootKey, serverURL });
  return async (key, context) => {
    if (!key) return { kind: 'missing' };
    const request = await buildRequest(key, options, context);
    const callOptions = { ...uncached(), timeoutMs };
    return classify(await keysVerifyKey(core, request, callOptions).withResponse());
  };
}

export function classify(result: Result<Reply<VerifyKeyResponse>>): Outcome {
  if (!result.ok) return classifyFailure(result.error);
  const { meta, data } = result.value.value;
  // The client passes answers on unchanged. An answer that is not clearly a verdict admits no
  // request.
  if (typeof data?.valid !== 'boolean') return { kind: 'failed', error: noVerdict(result.value) };
  return data.valid
    ? { kind: 'valid', verification: { ...data, meta, data } }
    : { kind: 'invalid', verification: { ...data, meta, data } };
}

/**
 * A value that cannot be a key, such as a megabyte of text, is an unknown key. It must not count as
 * a failure of the service, because callers could then cause failures at will.
 */
function classifyFailure(error: UnkeyError): Outcome {
  const isKeyRefused = error.errors.some(({ location }) => location === 'body.key');
  if (!isKeyRefused && error.status !== 413) return { kind: 'failed', error };
  const meta = { requestId: error.requestId ?? '' };
  const data: UnknownKey = { valid: false, code: 'NOT_FOUND' };
  return { kind: 'invalid', verification: { ...data, meta, data } };
}

function noVerdict({ value, requestId, status, headers }: Reply<unknown>): UnkeyError {
  const detail = 'the answer holds no verdict on the key';
  return new ResponseValidationError(
    { code: 'client/invalid_response', detail, requestId, status },
    { headers, body: JSON.stringify(value) },
  );
}

async function buildRequest<Context>(
  key: string,
  options: GuardOptions<Context>,
  context: Context,
): Promise<V2KeysVerifyKeyRequestBody> {
  const { permissions, tags, ratelimits, cost, migrationId, ip } = options;
  const credits = await valueFor(cost, context);
  return {
    key,
    permissions: await valueFor(permissions, context),
    tags: await valueFor(tags, context),
    ratelimits: await valueFor(ratelimits, context),
    credits: credits === undefined ? undefined : { cost: credits },
    migrationId: await valueFor(migrationId, context),
    ip: await valueFor(ip, context),
  };
}

function valueFor<Context, Value extends string | number | object | undefined>(
  option: PerRequest<Context, Value>,
  context: Context,
): Value | Promise<Value> {
  return typeof option === 'function' ? option(context) : option;
}
