import { expect, it } from 'vitest';
import { isSameText } from './same-text.js';

it.each([
  ['', '', true],
  ['secret', 'secret', true],
  ['secret', 'Secret', false],
  ['secret', 'secre', false],
  ['secret', '', false],
  ['schlüssel', 'schlüssel', true],
])('of %j and %j says %s', (one, other, same) => {
  expect(isSameText(one, other)).toBe(same);
});
