import fc from 'fast-check';
import { expect, it } from 'vitest';
import { limitRequest } from '../../../test/limiter/limit-requests.js';
import { shortCounterName } from './limiter.js';

// Short and long, of all UTF-16 units, including halves of surrogate pairs.
const identifier = fc.string({ unit: 'binary', maxLength: 200 });

it('names a counter in bounded memory, whatever the identifier', () => {
  fc.assert(
    fc.property(identifier, (text) => {
      expect(shortCounterName(limitRequest({ identifier: text })).length).toBeLessThanOrEqual(128);
    }),
  );
});

it('gives no two identifiers the same name', () => {
  fc.assert(
    fc.property(fc.uniqueArray(identifier), (identifiers) => {
      const names = identifiers.map((text) => shortCounterName(limitRequest({ identifier: text })));
      expect(new Set(names).size).toBe(names.length);
    }),
  );
  const halves = ['\ud800', '\ud801'].map((half) => half.repeat(512));
  const [one, other] = halves.map((text) => shortCounterName(limitRequest({ identifier: text })));
  expect(one).not.toBe(other);
});
