import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ConnectionError } from '../errors.js';
import { reportFailure } from './report.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const errorOf = (code: string) => new ConnectionError({ code, detail: 'no answer' });

test('prints a line a second for each code, with the number of those left out', () => {
  const printed: string[] = [];
  const report = (code: string) => reportFailure(errorOf(code), (line) => printed.push(line));
  for (let failure = 0; failure < 5; failure += 1) report('client/a');
  report('client/b');
  vi.setSystemTime(Date.now() + 999);
  report('client/a');
  vi.setSystemTime(Date.now() + 1);
  for (const code of ['client/a', 'client/b', 'client/b']) report(code);
  const start = 'unlatch: an API key could not be checked: client/';
  expect(printed).toEqual([
    `${start}a (no answer)`,
    `${start}b (no answer)`,
    `${start}a (no answer), and 5 more since the last line`,
    `${start}b (no answer)`,
  ]);
});

test('goes on printing when the clock is set back', () => {
  const print = vi.fn();
  reportFailure(errorOf('client/c'), print);
  vi.setSystemTime(Date.now() - 3_600_000);
  reportFailure(errorOf('client/c'), print);
  expect(print).toHaveBeenCalledTimes(2);
});
