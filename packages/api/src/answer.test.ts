import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { readAnswer } from './answer.js';
import {
  APIError,
  BadRequestErrorResponse,
  NotFoundErrorResponse,
  ResponseValidationError,
  TooManyRequestsErrorResponse,
} from './errors.js';
import { UnkeyError } from './unkey-error.js';

const nowMs = Date.UTC(2026, 0, 1);

function answer(status: number, body: unknown, headers: Record<string, string> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return readAnswer({ status, statusText: '', headers: new Headers(headers), body: text }, nowMs);
}

const meta = { requestId: 'req_1' };

function errorOf(...input: Parameters<typeof answer>): UnkeyError {
  const outcome = answer(...input);
  if (outcome.ok) throw new Error('expected an error');
  return outcome.error;
}

const notFound = {
  meta: { requestId: 'req_1' },
  error: {
    title: 'Not Found',
    type: 'https://unlatch.example/docs/errors/unkey/data/api_not_found',
    detail: 'The API does not exist.',
    status: 404,
  },
};

describe('a success', () => {
  test('is passed through unchanged, with fields that the types do not have', () => {
    const body = { meta: { requestId: 'req_1', node: 'a' }, data: { later: null } };
    expect(answer(200, body)).toMatchObject({
      ok: true,
      reply: { value: body, requestId: 'req_1', status: 200 },
    });
  });

  test.each([
    ['HTML', '<html></html>'],
    ['nothing', ''],
    ['half of it', '{"meta":{"requestId":"req_1"},"data":{"key":"sec'],
    ['another service', '{"ok":true}'],
    ['null', 'null'],
    ['a problem', JSON.stringify({ meta: {}, error: { detail: 'no' } })],
    ['an envelope without data', JSON.stringify({ meta: {} })],
    ['an envelope with empty data', JSON.stringify({ meta: {}, data: null })],
    ['an envelope without a request id', JSON.stringify({ meta: {}, data: {} })],
  ])('that is %s becomes a typed error', (_name, body) => {
    const error = errorOf(200, body, { 'x-request-id': 'req_header' });
    expect(error).toBeInstanceOf(ResponseValidationError);
    expect(error).toMatchObject({
      code: 'client/invalid_response',
      status: 200,
      requestId: 'req_header',
      body,
    });
  });

  test.each([
    { meta, error: { detail: 'no' } },
    { meta },
    { meta, data: null },
    { meta, data: 'a text' },
    { meta: null, data: {} },
    [],
  ])('is no %j', (body) => {
    expect(errorOf(200, body)).toMatchObject({ code: 'client/invalid_response' });
  });

  test('of a list contains a list', () => {
    const read = (data: unknown, isList: boolean) =>
      readAnswer(
        {
          status: 200,
          statusText: '',
          headers: new Headers(),
          body: JSON.stringify({ meta, data }),
        },
        nowMs,
        isList,
      ).ok;
    expect([read([], true), read({}, true), read([], false), read({}, false)]).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });

  test('that is broken is not printed with the error, because it may contain a key', () => {
    const error = errorOf(200, '{"meta":{"requestId":"req_1"},"data":{"key":"secret_key"');
    expect(inspect(error, { depth: 9 }) + JSON.stringify(error)).not.toContain('secret_key');
  });
});

describe('a problem', () => {
  test('becomes an error with all its fields', () => {
    const error = errorOf(404, notFound);
    expect(error).toBeInstanceOf(NotFoundErrorResponse);
    expect(error).toMatchObject({
      name: 'NotFoundErrorResponse',
      message: 'The API does not exist.',
      code: 'data/api_not_found',
      status: 404,
      statusCode: 404,
      requestId: 'req_1',
      title: 'Not Found',
      detail: 'The API does not exist.',
      type: notFound.error.type,
      errors: [],
      body: JSON.stringify(notFound),
      data$: { meta: notFound.meta, error: notFound.error },
    });
  });

  test('of validation lists the issues', () => {
    const errors = [{ location: 'body.name', message: 'too short', fix: 'use 3 characters' }];
    const error = errorOf(400, { ...notFound, error: { ...notFound.error, errors } });
    expect(error).toBeInstanceOf(BadRequestErrorResponse);
    expect(error.errors).toEqual(errors);
  });

  test('says how long to wait', () => {
    const error = errorOf(429, notFound, { 'retry-after': '7' });
    expect(error).toBeInstanceOf(TooManyRequestsErrorResponse);
    expect(error.retryAfterMs).toBe(7_000);
  });

  test.each([
    [400, 'BadRequestErrorResponse'],
    [401, 'UnauthorizedErrorResponse'],
    [403, 'ForbiddenErrorResponse'],
    [404, 'NotFoundErrorResponse'],
    [409, 'ConflictErrorResponse'],
    [410, 'GoneErrorResponse'],
    [412, 'PreconditionFailedErrorResponse'],
    [422, 'UnprocessableEntityErrorResponse'],
    [429, 'TooManyRequestsErrorResponse'],
    [500, 'InternalServerErrorResponse'],
    [503, 'ServiceUnavailableErrorResponse'],
    [308, 'APIError'],
    [408, 'APIError'],
    [413, 'APIError'],
    [502, 'APIError'],
  ])('of status %i is a %s, an APIError and an UnkeyError', (status, name) => {
    const error = errorOf(status, notFound);
    expect(error.name).toBe(name);
    expect(error.stack).toMatch(new RegExp(`^${name}: The API does not exist.`));
    expect(error).toBeInstanceOf(APIError);
    expect(error).toBeInstanceOf(UnkeyError);
  });
});

describe('an error that is no problem document', () => {
  test.each([
    ['HTML', '<html>proxy</html>'],
    ['nothing', ''],
    ['JSON of another shape', '{"error":"nope"}'],
    ['a list', '[]'],
    ['wrong types', '{"meta":{"requestId":1},"error":{"detail":[],"type":5,"errors":[{}, 3]}}'],
  ])('such as %s still becomes a typed error', (_name, body) => {
    const error = errorOf(502, body);
    expect(error).toMatchObject({
      name: 'APIError',
      code: 'http/502',
      status: 502,
      message: 'the server answered 502',
      type: 'about:blank',
      requestId: undefined,
      errors: [],
      body,
    });
  });
});

describe('the code', () => {
  test.each([
    ['https://a.example/docs/errors/unkey/data/key_not_found', 'data/key_not_found'],
    ['http://localhost:7070/docs/errors/user/bad_request/timeout', 'bad_request/timeout'],
    ['https://a.example/errors/data/key_not_found/?lang=en#top', 'data/key_not_found'],
    ['about:blank', 'http/500'],
    ['', 'http/500'],
  ])('of the type %s is %s', (type, code) => {
    expect(errorOf(500, { error: { type } }).code).toBe(code);
  });
});
