import { describe, expect, it } from 'vitest';
import { complete, operationOf } from './complete.js';

const SCHEMA = {
  tables: [
    {
      name: 'key_verifications_v1',
      operation: 'analytics.getVerifications',
      columns: [
        { name: 'key_id', type: 'String' },
        { name: 'outcome', type: 'String' },
      ],
    },
    {
      name: 'ratelimits_v1',
      operation: 'analytics.getRatelimits',
      columns: [{ name: 'passed', type: 'Bool' }],
    },
  ],
  functions: [{ names: ['count', 'countIf'] }],
};

/** `|` is the caret. */
const at = (marked: string, isAsked = false) => {
  const caret = marked.indexOf('|');
  return complete(marked.replace('|', ''), caret, { schema: SCHEMA, isAsked });
};
const textsAt = (marked: string, isAsked = false) =>
  at(marked, isAsked).suggestions.map(({ text }) => text);

describe('complete', () => {
  it('offers tables behind FROM and JOIN, by the letters in their order', () => {
    expect(textsAt('SELECT 1 FROM kv|')).toEqual(['key_verifications_v1']);
    expect(textsAt('SELECT 1 FROM a LEFT JOIN |', true)).toEqual([
      'key_verifications_v1',
      'ratelimits_v1',
    ]);
  });

  it('offers columns of the tables that the query names, and functions', () => {
    expect(textsAt('SELECT ou| FROM key_verifications_v1')).toContain('outcome');
    expect(textsAt('SELECT pa| FROM key_verifications_v1')).not.toContain('passed');
    expect(textsAt('SELECT coun|')).toEqual(['count(', 'countIf(']);
    expect(textsAt('SELECT 1 gro|')).toEqual(['GROUP BY']);
  });

  it('replaces the word that is being written', () => {
    expect(at('SELECT outc| FROM key_verifications_v1')).toMatchObject({ from: 7, to: 11 });
  });

  it('offers nothing unasked, nor in texts and comments, nor what is written in full', () => {
    expect(textsAt('SELECT |')).toEqual([]);
    expect(textsAt('SELECT |', true).length).toBeGreaterThan(5);
    expect(textsAt("WHERE outcome = 'cou|")).toEqual([]);
    expect(textsAt("WHERE outcome = 'it''s' AND cou|")).not.toEqual([]);
    expect(textsAt('-- cou|')).toEqual([]);
    expect(textsAt('SELECT 1 FROM ratelimits_v1|')).toEqual([]);
  });
});

describe('operationOf', () => {
  it('is that of the first table', () => {
    expect(operationOf('SELECT 1 FROM ratelimits_v1', SCHEMA)).toBe('analytics.getRatelimits');
    expect(operationOf('SELECT key_id\nFROM key_verifications_v1', SCHEMA)).toBe(
      'analytics.getVerifications',
    );
    expect(operationOf('SELECT 1', SCHEMA)).toBeUndefined();
  });
});
