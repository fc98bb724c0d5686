export { Unkey } from './client.js';
export {
  APIError,
  BadRequestErrorResponse,
  ConflictErrorResponse,
  ConnectionError,
  ForbiddenErrorResponse,
  GoneErrorResponse,
  InternalServerErrorResponse,
  InvalidRequestError,
  NotFoundErrorResponse,
  PreconditionFailedErrorResponse,
  RequestAbortedError,
  RequestTimeoutError,
  ResponseValidationError,
  ServiceUnavailableErrorResponse,
  TooManyRequestsErrorResponse,
  UnauthorizedErrorResponse,
  UnkeyError,
  UnprocessableEntityErrorResponse,
  type ValidationIssue,
} from './errors.js';
export type { ErrorEvent, Hooks, RequestEvent, ResponseEvent, RetryEvent } from './hooks.js';
export type { Namespaces, SafeNamespaces } from './namespaces.js';
export type { Fetch, RequestOptions, RetryConfig, RetryOptions, UnkeyOptions } from './options.js';
export type { List, Page } from './pages.js';
export type { Result } from './result.js';
export type {
  RefusedKey,
  UnknownKey,
  ValidKey,
  VerifyCode,
  VerifyKeyResponse,
  VerifyKeyResult,
} from './verify.js';
