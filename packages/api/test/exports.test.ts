import { expect, test } from 'vitest';
import * as root from '../src/index.js';
import * as components from '../src/models/components.js';
import * as errors from '../src/models/errors.js';

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
      "UnkeyError",
      "UnprocessableEntityErrorResponse",
    ]
  `);
});

test('models/errors exports every error of the root', () => {
  const { Unkey: _client, ...rest } = root;
  expect({ ...errors }).toEqual(rest);
});

test('models/components exports types alone', () => {
  expect(Object.keys(components)).toEqual([]);
});
