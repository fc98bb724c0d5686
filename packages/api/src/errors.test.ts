import { expect, test, vi } from 'vitest';
import * as errors from './models/errors.js';

vi.resetModules();
const copy = await import('./models/errors.js');

const details = { code: 'data/api_not_found', detail: 'no such API', status: 404 };
const answer = { headers: new Headers(), body: '' };

test('an error of one copy of the package is an instance of the classes of another copy', () => {
  expect(copy.UnkeyError).not.toBe(errors.UnkeyError);
  const error = new copy.NotFoundErrorResponse(details, answer);
  expect(error).toBeInstanceOf(errors.NotFoundErrorResponse);
  expect(error).toBeInstanceOf(errors.APIError);
  expect(error).toBeInstanceOf(errors.UnkeyError);
  expect(error).toBeInstanceOf(Error);
});

test('an error is not an instance of sibling classes', () => {
  const error = new copy.NotFoundErrorResponse(details, answer);
  expect(error).not.toBeInstanceOf(errors.GoneErrorResponse);
  expect(error).not.toBeInstanceOf(errors.HTTPClientError);
});

test('nothing else is an instance', () => {
  const lookalike = { name: 'UnkeyError', ...details };
  for (const value of [undefined, null, 'error', lookalike, new Error('no'), errors.UnkeyError]) {
    expect(value instanceof errors.UnkeyError).toBe(false);
  }
});

test('a derived class of another module accepts its own instances only', () => {
  class Mine extends errors.UnkeyError {}
  expect(new Mine(details)).toBeInstanceOf(Mine);
  expect(new Mine(details)).toBeInstanceOf(copy.UnkeyError);
  expect(new errors.UnkeyError(details)).not.toBeInstanceOf(Mine);
});

test('without an answer there is a status code of 0, no headers and no body', () => {
  const error = new errors.ConnectionError({ code: 'client/connection_failed', detail: 'no' });
  expect([error.statusCode, error.body]).toEqual([0, '']);
  expect([...error.headers]).toEqual([]);
});
