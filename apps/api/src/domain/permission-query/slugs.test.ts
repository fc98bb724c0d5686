import { describe, expect, it } from 'vitest';
import { readPermissionQuery } from './read.js';
import { slugsIn } from './slugs.js';

describe('slugsIn', () => {
  it.each([
    ['a', ['a']],
    ['b AND (a OR b) OR c', ['b', 'a', 'c']],
    ['docs.read OR Docs.Read', ['docs.read', 'Docs.Read']],
  ])('finds what %j names, each once', (text, slugs) => {
    expect(slugsIn(readPermissionQuery(text))).toEqual(slugs);
  });
});
