import { UnkeyCore } from '../core.js';
import { ResponseValidationError, type UnkeyError } from '../errors.js';
import { keysVerifyKey } from '../generated/functions.js';
import type { V2KeysVerifyKeyRequestBody } from '../generated/types.js';
import type { UnkeyOptions } from '../options.js';
import type { Reply } from '../reply.js';
import type { Result } from '../result.js';
import type {
  RefusedKey,
  UnknownKey,
  ValidKey,
  VerifyKeyResponse,
  VerifyKeyResult,
} from '../verify.js';
import { uncached } from './uncached.js';

/** A value for all requests, or a function that finds it for each. */
export type PerRequest<Context, Value> = Value | ((context: Context) => Value | Promise<Value>);

/** What all middlewares can be told; `Context` is what a framework knows about a request. */
export interface GuardOptions<Context> {
  /**
   * The root key, or a function that fetches it, called for each check. It needs the permission
   * `verify_key`. Default: the environment variable `UNKEY_ROOT_KEY`.
   */
  rootKey?: UnkeyOptions['rootKey'];
  /**
   * Where the service is. Default: the environment variable `UNLATCH_URL`, else
   * `http://localhost:7070`.
   */
  serverURL?: UnkeyOptions['serverURL'];
  /** The time for a check in milliseconds, retries included. Default 2 000. */
  timeoutMs?: number | undefined;
  /**
   * A client to use instead of one made from `rootKey` and `serverURL`, which then do not count:
   * for hooks, a `fetch` of your own, and tests.
   */
  unkey?: UnkeyCore | undefined;
  /** What the key must be allowed to do: slugs joined by AND and OR. Default: nothing. */
  permissions?: PerRequest<Context, string | undefined>;
  /**
   * Labels for the usage records: at most 20, each of at most 512 characters. With others the check
   * fails, so do not take what users choose, such as a path, without cutting it. Default: none.
   */
  tags?: PerRequest<Context, string[] | undefined>;
  /** Limits to take besides those that apply by themselves. Default: none. */
  ratelimits?: PerRequest<Context, V2KeysVerifyKeyRequestBody['ratelimits']>;
  /** Credits to spend; 0 spends none. Default: what the service takes, 1. */
  cost?: PerRequest<Context, number | undefined>;
  /** The migration that the key may have been imported with. Default: none. */
  migrationId?: PerRequest<Context, string | undefined>;
  /**
   * The address of whoever presents the key, for APIs with a list of allowed addresses.
   * Default: the service sees the address of this server.
   */
  ip?: PerRequest<Context, string | undefined>;
}

/**
 * What a handler is given: the service's answer, `meta` and `data`, and for convenience the fields
 * of `data` beside them. `meta` is that of the answer; what you stored with the key is `data.meta`.
 */
export type Verification<Verdict extends VerifyKeyResult = VerifyKeyResult> = {
  meta: VerifyKeyResponse['meta'];
  data: Verdict;
} & FieldsOf<Verdict>;

type FieldsOf<Verdict> = Verdict extends unknown ? Omit<Verdict, 'meta'> : never;

export type Valid = Verification<ValidKey>;

export type Invalid = Verification<RefusedKey | UnknownKey>;

/** What became of a request. Only `valid` may pass. */
export type Outcome = { kind: 'valid'; verification: Valid } | Refused;

export type Refused =
  /** There was no key. The service was not asked. */
  | { kind: 'missing' }
  | { kind: 'invalid'; verification: Invalid }
  /** Whether the key is good is not known. */
  | { kind: 'failed'; error: UnkeyError };

/** Says what became of a request that presented this key; an empty one is none. */
export type Guard<Context> = (key: string | null | undefined, context: Context) => Promise<Outcome>;

/**
 * The core of every middleware. Make one per middleware and ask it about each request. It rejects
 * only if a function among the options throws.
 *
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
  // The client passes answers on as they came; what is not clearly a verdict lets nobody in.
  if (typeof data?.valid !== 'boolean') return { kind: 'failed', error: noVerdict(result.value) };
  return data.valid
    ? { kind: 'valid', verification: { ...data, meta, data } }
    : { kind: 'invalid', verification: { ...data, meta, data } };
}

/**
 * Whoever sends something that can be no key, such as a megabyte, has an unknown key. It is not a
 * failure of the service that they could cause at will.
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
