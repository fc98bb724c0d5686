import { expect, it } from 'vitest';
import { strengthOf } from './password-strength.js';

it.each([
  ['', 0],
  ['eleven char', 0],
  ['twelve chars', 1],
  ['aaaaaaaaaaaaaaaaaaaaaaaaa', 1],
  ['fifteen letters', 2],
  ['a long sentence is easy to keep', 3],
  // Characters count, not the units that a text is stored in.
  ['🔑🔒🔓🗝️🚪', 0],
])('the strength of %j is %i', (password, strength) => {
  expect(strengthOf(password)).toBe(strength);
});
