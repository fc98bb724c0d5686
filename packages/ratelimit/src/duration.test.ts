import { InvalidRequestError } from '@unlatch/api';
import { expect, test } from 'vitest';
import { type Duration, toMs } from './duration.js';

test.each<[Duration | number, number]>([
  [1_500, 1_500],
  ['250ms', 250],
  ['10s', 10_000],
  ['10 s', 10_000],
  ['1.5s', 1_500],
  ['0.1 s', 100],
  ['2m', 120_000],
  ['1h', 3_600_000],
  ['30d', 2_592_000_000],
  ['2w', 1_209_600_000],
])('%s are %i milliseconds', (duration, ms) => {
  expect(toMs(duration)).toBe(ms);
});

test.each<string>(['', '10', 's', '10 s ', '10  s', '-1s', '1e3s', '1.s', '.5s', '10y', '10S'])(
  'refuses %j',
  (text) => {
    const toMsOfText: (text: string) => number = (duration) => toMs(duration as Duration);
    expect(() => toMsOfText(text)).toThrow(InvalidRequestError);
  },
);
