import { expect, it } from 'vitest';
import { violationOf } from './violations.js';

const VIOLATIONS = [
  { location: 'body.credits.remaining', message: 'must be >= 0' },
  { location: 'body.ratelimits[1].name', message: 'is too short' },
  { location: 'body.nameOfOwner', message: 'is not wanted' },
];

it.each([
  ['credits.remaining', 'must be >= 0'],
  ['credits', 'must be >= 0'],
  ['ratelimits', 'is too short'],
  ['ratelimits[1]', 'is too short'],
  ['name', undefined],
  ['nameOfOwner', 'is not wanted'],
  ['other', undefined],
  [undefined, undefined],
])('the field %s shows what is wrong with it or with a part of it', (name, message) => {
  expect(violationOf(VIOLATIONS, name)).toBe(message);
});
