import { describe, expect, test } from 'vitest';
import { describeFailure, EngineFailure, failureBody, withoutText } from './failures.js';

const ENGINE_ERROR = new Error(
  "Code: 6. DB::Exception: Cannot parse string 'secret (NAME)' as Int32: while executing. (CANNOT_PARSE_TEXT) (version 26.7.2.1)",
);

describe('a failure', () => {
  test('of the engine keeps its number and its name', () => {
    expect(describeFailure(ENGINE_ERROR)).toMatchObject({ code: 6, type: 'CANNOT_PARSE_TEXT' });
  });

  test('is told to a reader without the text of the engine', () => {
    const body = failureBody(withoutText(describeFailure(ENGINE_ERROR)));
    expect(body).not.toContain('secret');
    expect(body).toMatch(/^Code: 6\. DB::Exception: .+ \(CANNOT_PARSE_TEXT\)\n$/);
  });

  test('of our own has the status that it has in ClickHouse', () => {
    const failure = describeFailure(new EngineFailure('UNKNOWN_SETTING', 'no such setting'));
    expect(failure).toEqual({
      code: 115,
      type: 'UNKNOWN_SETTING',
      status: 404,
      text: 'no such setting',
    });
  });

  test('without a number is an unknown one', () => {
    expect(describeFailure(new Error('read ECONNRESET'))).toMatchObject({
      code: 1002,
      status: 500,
    });
    expect(describeFailure('text')).toMatchObject({ code: 1002, status: 500 });
  });
});
