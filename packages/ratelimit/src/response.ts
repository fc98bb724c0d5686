import type { UnkeyError } from '@unlatch/api';

/** The state of a limit after a check. */
export interface RatelimitResponse {
  /** Whether the request may pass. */
  success: boolean;
  /** The allowed usage within one window. */
  limit: number;
  /** The remaining usage; 0 after a refusal. */
  remaining: number;
  /** When the current window ends, as Unix time in milliseconds. */
  reset: number;
  /** Present if an override decided. */
  overrideId?: string | undefined;
}

/**
 * The source of an answer.
 *
 * - `server`: the service.
 * - `cache`: refused without a request, because the service would refuse too.
 * - `local`: decided in this process, in async mode or by a `NoopRatelimit`.
 * - `fallback`: the service could not be asked and your policy decided; `error` is the reason.
 */
export type Source = 'server' | 'cache' | 'local' | 'fallback';

/** The field with the source of an answer. */
export type Origin =
  | { source: 'server' | 'cache' | 'local'; error?: undefined }
  | { source: 'fallback'; error: UnkeyError };

/**
 * The answer to a check.
 *
 * @example
 * const result = await limiter.limit('user_1');
 * if (result.source === 'fallback') console.warn(result.error.code, result.error.requestId);
 */
export type RatelimitResult = RatelimitResponse & Origin;

/** One item of the answer to `multiLimit`. */
export interface MultiLimitItem extends RatelimitResponse {
  namespace: string;
  identifier: string;
}

/** The answer to `multiLimit`: `success` if everything passed, and each limit in order. */
export type MultiLimitResult = { success: boolean; limits: MultiLimitItem[] } & Origin;
