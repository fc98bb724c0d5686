export { Unkey } from './client.js';
export type {
  AnyErrorCode,
  ClientCode,
  ErrorCode,
  HttpCode,
  ProblemCode,
} from './error-code.js';
export {
  APIError,
  BadRequestErrorResponse,
  ConflictErrorResponse,
  ConnectionError,
  ForbiddenErrorResponse,
  GoneErrorResponse,
  HTTPClientError,
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
  UnprocessableEntityErrorResponse,
} from './errors.js';
export type {
  ErrorEvent,
  Hooks,
  Logger,
  RequestEvent,
  ResponseEvent,
  RetryEvent,
} from './hooks.js';
export { type Fetcher, HTTPClient, type HTTPClientOptions } from './lib/http.js';
export { SDKValidationError, UnexpectedClientError } from './moved-errors.js';
export type { Namespaces, SafeNamespaces } from './namespaces.js';
export type {
  Fetch,
  FetchResponse,
  RequestOptions,
  RetryConfig,
  RetryOptions,
  UnkeyOptions as SDKOptions,
  UnkeyOptions,
} from './options.js';
export type { List, Page } from './pages.js';
export type { Call, Reply } from './reply.js';
export type { Result } from './result.js';
export type { SafeCall } from './safe.js';
export { toHttpStatus } from './status.js';
export { UnkeyError, type ValidationIssue } from './unkey-error.js';
export type {
  RefusedKey,
  UnknownKey,
  ValidKey,
  VerifyCode,
  VerifyKeyResponse,
  VerifyKeyResult,
} from './verify.js';
