import { describe, expect, it } from 'vitest';
import { describeError } from './log.js';

describe('an error in the log', () => {
  it('is logged with its code and its causes', () => {
    const cause = Object.assign(new TypeError('no socket'), { code: 'ENOENT' });
    const described = describeError(new Error('the database is gone', { cause }));
    expect(described).toEqual({
      type: 'Error',
      message: 'the database is gone',
      stack: expect.stringContaining('log.test.ts'),
      cause: { type: 'TypeError', code: 'ENOENT', message: 'no socket', stack: expect.anything() },
    });
  });

  it('is logged without other fields, such as a connection or the values of a row', () => {
    const error = Object.assign(new Error('duplicate key'), {
      code: '23505',
      detail: 'Key (hash)=(s3cret) already exists.',
      client: { password: 's3cret' },
    });
    expect(JSON.stringify(describeError(error))).not.toContain('s3cret');
  });

  it('is logged for each address that failed', () => {
    const errors = [new Error('first'), new Error('second')];
    const described = describeError(new AggregateError(errors));
    expect(described).toMatchObject({ errors: [{ message: 'first' }, { message: 'second' }] });
  });

  it.each([
    ['a text', 'a text'],
    [undefined, 'undefined'],
    [null, 'null'],
  ])('may be %j, which is none', (thrown, message) => {
    expect(describeError(thrown)).toEqual({ message });
  });
});
