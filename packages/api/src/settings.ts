import { InvalidRequestError } from './errors.js';
import { type Hooks, loggingHooks } from './hooks.js';
import type { OperationTraits } from './operation.js';
import type { Fetch, RequestOptions, RetryConfig, RetryOptions, UnkeyOptions } from './options.js';
import type { Platform } from './platform.js';
import { exponentialBackoff, type RetryPolicy } from './retry.js';

/** The options of a client once defaults and environment are filled in. */
export interface Settings {
  readonly rootKey: UnkeyOptions['rootKey'];
  readonly baseUrl: string;
  readonly timeoutMs: number | undefined;
  readonly retry: RetryOptions | undefined;
  readonly retryConfig: RetryConfig | undefined;
  readonly fetch: Fetch | undefined;
  readonly hooks: readonly Hooks[];
  /** Undefined where the header must not be sent. */
  readonly userAgent: string | undefined;
}

/** Replaced by the version in package.json when the package is built. */
declare const PACKAGE_VERSION: string;

export function resolveSettings(options: UnkeyOptions, platform: Platform): Settings {
  const isBrowser = platform.isBrowser();
  if (isBrowser && !options.dangerouslyAllowBrowser) {
    throw new InvalidRequestError(
      'a root key must not reach a browser; call from a server, or set dangerouslyAllowBrowser',
    );
  }
  return {
    // `rootKey: process.env.KEY ?? ''` is common, so an empty string means not given.
    // The service prints the first name. A program that moves over has the second, perhaps for the
    // other service still, so the first counts if both are set.
    rootKey:
      options.rootKey ||
      platform.environment('UNLATCH_ROOT_KEY') ||
      platform.environment('UNKEY_ROOT_KEY'),
    // An empty variable counts as none, as in a shell. An empty option is a mistake: requests would
    // go to another server than meant.
    baseUrl: readBaseUrl(
      options.serverURL ?? (platform.environment('UNLATCH_URL') || 'http://localhost:7070'),
    ),
    timeoutMs: options.timeoutMs,
    retry: options.retry,
    retryConfig: options.retryConfig,
    fetch: options.fetch ?? fetchThrough(options.httpClient),
    hooks: [
      ...(options.hooks ? [options.hooks] : []),
      ...(options.debugLogger ? [loggingHooks(options.debugLogger)] : []),
    ],
    // Browser scripts may not set it, or it causes a preflight request.
    userAgent: isBrowser ? undefined : (options.userAgent ?? `unlatch-api/${PACKAGE_VERSION}`),
  };
}

function fetchThrough(client: UnkeyOptions['httpClient']): Fetch | undefined {
  return client && ((url, init) => client.request(new Request(url, init)));
}

export function readBaseUrl(address: string | URL): string {
  const url = parseUrl(address);
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    const what = String(address) === '' ? 'serverURL is empty; it' : 'serverURL';
    throw new InvalidRequestError(`${what} must be an address that starts with http(s)://`);
  }
  // This message leaves the address out. The message of fetch would contain the password.
  if (url.username || url.password) {
    throw new InvalidRequestError('serverURL must not contain a user name or a password');
  }
  return url.origin + url.pathname.replace(/(\/+v2)?\/*$/, '');
}

function parseUrl(address: string | URL): URL | undefined {
  try {
    return new URL(address);
  } catch {
    return undefined;
  }
}

export function chooseTimeoutMs(
  settings: Settings,
  options: RequestOptions,
  kind: OperationTraits['kind'],
): number {
  const timeoutMs = options.timeoutMs ?? settings.timeoutMs ?? defaults[kind].timeoutMs;
  if (!(timeoutMs > 0)) {
    throw new InvalidRequestError('timeoutMs must be above 0; Infinity lifts the limit');
  }
  return timeoutMs;
}

export function chooseRetryPolicy(
  settings: Settings,
  options: RequestOptions,
  kind: OperationTraits['kind'],
): RetryPolicy {
  const policy = defaults[kind].retry;
  if (options.retry) return withRetryOptions(policy, options.retry);
  if (options.retries) return withRetryConfig(policy, options.retries);
  if (settings.retry) return withRetryOptions(policy, settings.retry);
  if (settings.retryConfig) return withRetryConfig(policy, settings.retryConfig);
  return policy;
}

interface Defaults {
  readonly timeoutMs: number;
  readonly retry: RetryPolicy;
}

const patient: Defaults = {
  timeoutMs: 10_000,
  retry: {
    attemptsMax: 3,
    elapsedMaxMs: Infinity,
    repeatsConnectionErrors: true,
    backoffMs: exponentialBackoff({ initialMs: 100, maxMs: 2_000, factor: 2 }),
  },
};

// A user of the customer waits while a key is checked: answer or fail soon.
const quick: Defaults = {
  timeoutMs: 2_000,
  retry: {
    ...patient.retry,
    attemptsMax: 2,
    backoffMs: exponentialBackoff({ initialMs: 25, maxMs: 100, factor: 2 }),
  },
};

const defaults = { read: patient, write: patient, check: quick } as const;

function withRetryOptions(policy: RetryPolicy, retry: RetryOptions): RetryPolicy {
  return {
    ...policy,
    attemptsMax: retry.attempts ?? policy.attemptsMax,
    backoffMs: retry.backoff ?? policy.backoffMs,
  };
}

function withRetryConfig(policy: RetryPolicy, config: RetryConfig): RetryPolicy {
  if (config.strategy === 'none') return { ...policy, attemptsMax: 1 };
  const repeatsConnectionErrors = config.retryConnectionErrors ?? false;
  if (!config.backoff) return { ...policy, repeatsConnectionErrors };
  const { initialInterval, maxInterval, exponent, maxElapsedTime } = config.backoff;
  return {
    // These options have no count. The elapsed time and the time for the call are the bound.
    attemptsMax: Infinity,
    elapsedMaxMs: maxElapsedTime,
    repeatsConnectionErrors,
    backoffMs: exponentialBackoff({
      initialMs: initialInterval,
      maxMs: maxInterval,
      factor: exponent,
    }),
  };
}
