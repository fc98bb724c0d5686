import type { Problems } from './generated/codes.js';

/** Reasons of the service: the last two parts of the address of a problem. */
export type ProblemCode = keyof Problems;

/** Reasons of the client. There was no usable answer, or the call could not be sent. */
export type ClientCode =
  | 'client/aborted'
  | 'client/connection_failed'
  | 'client/invalid_request'
  | 'client/invalid_response'
  | 'client/option_failed'
  | 'client/timeout';

/** The answer was no problem document, as with the 502 of a proxy. */
export type HttpCode = `http/${number}`;

/**
 * Every reason that this version knows, for programs. The `code` of an error is one of these, or
 * that of a newer service.
 *
 * @example
 * const texts: Partial<Record<ErrorCode, string>> = { 'data/api_not_found': 'No such API.' };
 * const result = await unkey.safe.apis.getApi({ apiId });
 * if (!result.ok) console.log(texts[result.error.code as ErrorCode] ?? result.error.message);
 */
export type ErrorCode = ProblemCode | ClientCode | HttpCode;

/** The same, and any other text: editors offer the known ones. */
export type AnyErrorCode = ErrorCode | (string & Record<never, never>);
