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
} from '../errors.js';
export { SDKValidationError, UnexpectedClientError } from '../moved-errors.js';
export { UnkeyError, type ValidationIssue } from '../unkey-error.js';
