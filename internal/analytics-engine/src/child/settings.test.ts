import { describe, expect, test } from 'vitest';
import { checkSetting, readerSettings, setStatement } from './settings.js';

const LIMITS = { seconds: 10, memoryBytes: 1000, resultBytes: 500 };

describe('settings', () => {
  test.each([
    ['an unknown one', 'max_exekution_time', '1', false],
    ['a name of the prototype', 'constructor', '1', false],
    ['the mode, from a reader', 'readonly', '0', true],
    ['a token, from a reader', 'insert_deduplication_token', 'a', true],
    ['the mark, from a reader', 'log_comment', 'a', true],
  ])('refuse %s', (_what, name, value, isReader) => {
    expect(() => checkSetting(name, value, isReader)).toThrow(
      expect.objectContaining({ code: 115 }),
    );
  });

  test.each([
    ['max_execution_time', '1; DROP TABLE t'],
    ['max_threads', "'1'"],
    ['insert_deduplication_token', "a' b"],
    ['async_insert', '1'],
  ])('refuse the value of %s: %s', (name, value) => {
    expect(() => checkSetting(name, value, false)).toThrow(expect.objectContaining({ code: 36 }));
  });

  test('of a reader are lowered to the limits, and 0 lifts none', () => {
    const asked = new Map([
      ['max_execution_time', '0'],
      ['max_memory_usage', '2000'],
      ['max_result_bytes', '100'],
      ['result_overflow_mode', 'break'],
    ]);
    expect(Object.fromEntries(readerSettings(asked, LIMITS))).toEqual({
      max_execution_time: '10',
      max_memory_usage: '1000',
      max_result_bytes: '100',
      result_overflow_mode: 'throw',
      timeout_overflow_mode: 'throw',
    });
  });

  test('are one statement, with quoted texts', () => {
    const settings = new Map([
      ['max_threads', '2'],
      ['additional_table_filters', "{'t': 'a = \\'b\\''}"],
    ]);
    expect(setStatement(settings)).toBe(
      "SET max_threads = 2, additional_table_filters = '{\\'t\\': \\'a = \\\\\\'b\\\\\\'\\'}'",
    );
    expect(setStatement(new Map())).toBe('');
  });
});
