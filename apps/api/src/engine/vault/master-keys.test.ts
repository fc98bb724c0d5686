import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parseMasterKeys } from './master-keys.js';

const newKey = (bytes = 32) => randomBytes(bytes).toString('base64');

function parse(text: string) {
  const parsed = parseMasterKeys(text);
  if ('problems' in parsed) throw new Error(parsed.problems.join('; '));
  return parsed.masterKeys;
}

describe('master keys', () => {
  it('are read in their order, the first being the one that encrypts', () => {
    const [first, second] = [newKey(), newKey()];
    const { first: current, byId } = parse(` 2027:${first},\n2026-01_a.b:${second} `);
    expect(current.id).toBe('2027');
    expect([...byId].map(([id, { key }]) => [id, key.export().toString('base64')])).toEqual([
      ['2027', first],
      ['2026-01_a.b', second],
    ]);
  });

  it('show nothing of themselves when they are printed', () => {
    const text = newKey();
    const masterKeys = parse(`a:${text}`);
    const printed = inspect(masterKeys, { depth: 9, showHidden: true });
    expect(printed + JSON.stringify([...masterKeys.byId])).not.toContain(text.slice(0, 20));
  });

  it.each([
    ['a key without an id', newKey(), 'entry 1 must have the form id:key'],
    ['nothing between commas', `a:${newKey()},,b:${newKey()}`, 'entry 2 must have the form id:key'],
    ['a key of 16 bytes', `a:${newKey(16)}`, 'entry 1 must have 32 bytes in base64 after its id'],
    [
      'hex',
      `a:${randomBytes(32).toString('hex')}`,
      'entry 1 must have 32 bytes in base64 after its id',
    ],
    [
      'base64 without its end',
      `a:${newKey().slice(0, -1)}`,
      'entry 1 must have 32 bytes in base64 after its id',
    ],
    [
      'a key in the place of its id',
      `${newKey()}:a`,
      'entry 1 must have an id of 1 to 32 letters, digits, _, - and .',
    ],
    [
      'hex in the place of an id',
      `${randomBytes(32).toString('hex')}:a`,
      'entry 1 must have an id of 1 to 32 letters, digits, _, - and .',
    ],
    [
      'an id twice',
      `a:${newKey()},b:${newKey()},a:${newKey()}`,
      'entry 3 has the same id as entry 1',
    ],
  ])('are refused with %s, and the message repeats nothing of them', (_, text, problem) => {
    expect(parseMasterKeys(text)).toEqual({ problems: [problem] });
  });

  it('are refused with one key under two ids, and every problem is reported', () => {
    const key = newKey();
    expect(parseMasterKeys(`a:${key},b,c:${key}`)).toEqual({
      problems: ['entry 2 must have the form id:key', 'entry 3 has the same key as entry 1'],
    });
  });
});
