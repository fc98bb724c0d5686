import { expect, test } from 'vitest';
import * as core from '../src/core.js';
import * as functions from '../src/generated/functions.js';
import { operations } from '../src/generated/operations.js';
import * as guard from '../src/guard/index.js';
import * as root from '../src/index.js';
import * as http from '../src/lib/http.js';
import * as components from '../src/models/components.js';
import * as errors from '../src/models/errors.js';
import * as undici from '../src/undici.js';

test('the package exports these names and no others', () => {
  expect(Object.keys(root)).toMatchInlineSnapshot(`
    [
      "Unkey",
      "APIError",
      "BadRequestErrorResponse",
      "ConflictErrorResponse",
      "ConnectionError",
      "ForbiddenErrorResponse",
      "GoneErrorResponse",
      "HTTPClientError",
      "InternalServerErrorResponse",
      "InvalidRequestError",
      "NotFoundErrorResponse",
      "PreconditionFailedErrorResponse",
      "RequestAbortedError",
      "RequestTimeoutError",
      "ResponseValidationError",
      "ServiceUnavailableErrorResponse",
      "TooManyRequestsErrorResponse",
      "UnauthorizedErrorResponse",
      "UnprocessableEntityErrorResponse",
      "HTTPClient",
      "SDKValidationError",
      "UnexpectedClientError",
      "toHttpStatus",
      "UnkeyError",
    ]
  `);
});

test('models/errors exports every error of the root', () => {
  const ofRoot = Object.entries(root).filter(([, value]) => value.prototype instanceof Error);
  expect({ ...errors }).toEqual(Object.fromEntries(ofRoot));
});

test('funcs exports a function for every operation, and nothing else', () => {
  const names = Object.entries(operations).flatMap(([group, actions]) =>
    Object.keys(actions).map((action) => group + action.charAt(0).toUpperCase() + action.slice(1)),
  );
  expect(Object.keys(functions)).toEqual(names);
});

test('the smaller entries export these names', () => {
  expect([core, http, undici].map(Object.keys)).toEqual([
    ['UnkeyCore'],
    ['HTTPClient'],
    ['undiciFetch'],
  ]);
});

test('models/components exports types alone', () => {
  expect(Object.keys(components)).toEqual([]);
});

test('guard exports the parts of a middleware', () => {
  expect(Object.keys(guard).sort()).toEqual([
    'answerInTime',
    'authorizationOf',
    'callbackFor',
    'createGuard',
    'isPreflight',
    'isResponse',
    'rateLimitHeaders',
    'readBearer',
    'refusal',
    'reportFailure',
    'responseOf',
    'sendInTime',
    'toError',
    'uncached',
  ]);
});
