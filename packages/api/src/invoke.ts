import { type Envelope, type Outcome, readAnswer } from './answer.js';
import { type Deadline, startDeadline } from './deadline.js';
import { ConnectionError, InvalidRequestError } from './errors.js';
import { notify } from './hooks.js';
import type { OperationTraits } from './operation.js';
import type { RequestOptions } from './options.js';
import type { Platform } from './platform.js';
import { readBody } from './read-body.js';
import type { Reply } from './reply.js';
import { type Failure, type RetryPolicy, retryWaitMs } from './retry.js';
import { chooseRetryPolicy, chooseTimeoutMs, readBaseUrl, type Settings } from './settings.js';
import { UnkeyError } from './unkey-error.js';

export interface Operation extends OperationTraits {
  /** Such as `keys.createKey`. */
  readonly name: string;
}

/** Makes one call, retries included. It rejects with an UnkeyError and with nothing else. */
export type Invoke = (
  operation: Operation,
  request: unknown,
  options?: RequestOptions,
) => Promise<Reply<Envelope>>;

export function createInvoke(settings: Settings, platform: Platform): Invoke {
  return async (operation, request, options = {}) => {
    let deadline: Deadline | undefined;
    try {
      const { serverURL } = options;
      const baseUrl = serverURL === undefined ? settings.baseUrl : readBaseUrl(serverURL);
      const timeoutMs = chooseTimeoutMs(settings, options, operation.kind);
      const policy = chooseRetryPolicy(settings, options, operation.kind);
      deadline = startDeadline({
        platform,
        baseUrl,
        timeoutMs,
        callerSignal: options.signal,
      });
      const call = { settings, platform, operation, options, policy, deadline, baseUrl };
      return await send(call, await prepare(call, request));
    } catch (cause) {
      const error = toUnkeyError(cause);
      const durationMs = deadline?.elapsedMs() ?? 0;
      notify(settings.hooks, 'onError', { operation: operation.name, error, durationMs });
      throw error;
    } finally {
      deadline?.stop();
    }
  };
}

interface Call {
  settings: Settings;
  platform: Platform;
  operation: Operation;
  options: RequestOptions;
  policy: RetryPolicy;
  deadline: Deadline;
  /** The address of the service, for messages too: it has no user name and no password. */
  baseUrl: string;
}

interface Prepared {
  url: string;
  init: RequestInit & { headers: Headers };
}

async function prepare(call: Call, request: unknown): Promise<Prepared> {
  const { operation, options, deadline, baseUrl } = call;
  const body = toJson(request);
  const headers = await prepareHeaders(call);
  return {
    url: `${baseUrl}/v2/${operation.name}`,
    init: {
      // `fetch` ignores fields that are not options of it.
      ...options,
      // Following a redirect would turn the POST into a GET, or send the root key to another
      // server.
      redirect: options.redirect ?? 'manual',
      method: 'POST',
      headers,
      body,
      signal: deadline.signal,
    },
  };
}

async function prepareHeaders(call: Call): Promise<Headers> {
  const { settings, platform, operation, options, deadline } = call;
  const rootKey = await deadline.race(async () =>
    typeof settings.rootKey === 'function' ? settings.rootKey() : settings.rootKey,
  );
  // By default a check has no idempotency key. With one, the server would store every answer of the
  // hot path, to allow one retry in a thousand.
  const idempotencyKey =
    options.idempotencyKey ?? (operation.kind === 'write' ? platform.randomId() : undefined);
  const defaults = {
    'content-type': 'application/json',
    accept: 'application/json',
    // Some programs store the root key with the scheme in front, which `@unkey/api` accepts.
    authorization: rootKey && `Bearer ${rootKey.replace(/^bearer /i, '')}`,
    'user-agent': settings.userAgent,
    'idempotency-key': idempotencyKey,
  };
  const headers = mergeHeaders(options.headers, defaults);
  if (headers.has('authorization')) return headers;
  throw new InvalidRequestError('no root key: pass rootKey or set UNLATCH_ROOT_KEY');
}

function mergeHeaders(
  own: RequestOptions['headers'],
  defaults: Record<string, string | undefined>,
): Headers {
  try {
    const headers = new Headers(own);
    for (const [name, value] of Object.entries(defaults)) {
      if (value && !headers.has(name)) headers.set(name, value);
    }
    return headers;
  } catch {
    // Without the cause: it quotes the header, which may be the root key.
    throw new InvalidRequestError('a header contains a character that cannot be sent');
  }
}

async function send(call: Call, prepared: Prepared): Promise<Reply<Envelope>> {
  const { settings, platform, operation, policy, deadline } = call;
  const isRepeatable =
    operation.kind === 'read' ||
    (operation.deduplicated === true && prepared.init.headers.has('idempotency-key'));
  for (let attempt = 1; ; attempt++) {
    const outcome = await attemptOnce(call, prepared, attempt);
    if (outcome.ok) return outcome.reply;
    const waitMs = retryWaitMs({
      failure: outcome.failure,
      attempt,
      isRepeatable,
      policy,
      elapsedMs: deadline.elapsedMs(),
      remainingMs: deadline.remainingMs(),
      random: platform.random(),
    });
    if (waitMs === undefined) throw outcome.error;
    const { error } = outcome;
    notify(settings.hooks, 'onRetry', { operation: operation.name, attempt, error, waitMs });
    await deadline.sleep(waitMs);
  }
}

async function attemptOnce(call: Call, prepared: Prepared, attempt: number): Promise<Outcome> {
  const { settings, platform, operation, deadline } = call;
  const event = { operation: operation.name, attempt };
  const startedAtMs = platform.nowMs();
  // Not a method call: fetch refuses a foreign `this`. Looked up at each call, so that patches
  // apply.
  const fetch = settings.fetch ?? globalThis.fetch;
  let hasAnswer = false;
  notify(settings.hooks, 'onRequest', event);
  try {
    return await deadline.race(async () => {
      const response = await fetch(prepared.url, prepared.init);
      hasAnswer = true;
      const { status, statusText, headers } = response;
      const body = await readBody(response);
      const nowMs = platform.nowMs();
      const answer = { status, statusText, headers, body };
      const outcome = readAnswer(answer, nowMs, operation.paginated);
      const requestId = (outcome.ok ? outcome.reply : outcome.error).requestId;
      const durationMs = nowMs - startedAtMs;
      notify(settings.hooks, 'onResponse', { ...event, status, requestId, durationMs });
      return outcome;
    });
  } catch (cause) {
    // The error of the deadline says more than the one that fetch throws for an aborted signal.
    deadline.signal.throwIfAborted();
    return brokenConnection(cause, hasAnswer, call.baseUrl);
  }
}

function brokenConnection(cause: unknown, hasAnswer: boolean, baseUrl: string): Outcome {
  // A `fetch` of this package knows why it could not read the answer.
  if (cause instanceof UnkeyError) return { ok: false, error: cause, failure: { kind: 'final' } };
  const systemCode = systemCodeOf(cause);
  const what = hasAnswer ? `the answer of ${baseUrl} broke off` : `${baseUrl} could not be reached`;
  const error = new ConnectionError({
    code: 'client/connection_failed',
    detail: systemCode ? `${what} (${systemCode})` : what,
    cause,
  });
  const failure: Failure = { kind: unsentCodes.has(systemCode ?? '') ? 'unsent' : 'connection' };
  return { ok: false, error, failure };
}

// What Node and Bun report if there was no connection, so the server did nothing.
const unsentCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'ConnectionRefused',
]);

/** The system's code of a failure; Node's fetch puts it on the cause of its error. */
function systemCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return systemCodeOf(error.cause);
}

function toJson(request: unknown): string {
  try {
    return JSON.stringify(request);
  } catch (cause) {
    throw new InvalidRequestError('the request cannot be written as JSON', { cause });
  }
}

function toUnkeyError(error: unknown): UnkeyError {
  if (error instanceof UnkeyError) return error;
  // Only functions of the caller can throw anything but an UnkeyError.
  return new InvalidRequestError('rootKey, retry.backoff or signal failed', {
    code: 'client/option_failed',
    cause: error,
  });
}
