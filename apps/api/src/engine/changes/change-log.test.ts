import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChangeLog } from './change-log.js';

describe('the change log', () => {
  it('names what was touched after a position, and only that', () => {
    const log = new ChangeLog();
    const before = log.position;
    log.record('api 1');
    expect(log.touchedSince(before, ['api 1', 'api 2'])).toBe(true);
    expect(log.touchedSince(before, ['api 2'])).toBe(false);
    expect(log.touchedSince(before, [])).toBe(false);
    expect(log.touchedSince(log.position, ['api 1'])).toBe(false);
  });

  it('moves its position with every change, also of a group that it knows', () => {
    const log = new ChangeLog();
    const positions = ['api 1', 'api 1', 'api 2'].map((group) => {
      log.record(group);
      return log.position;
    });
    expect(new Set(positions).size).toBe(3);
  });

  it('trusts nothing from before a reset, and everything from after it', () => {
    const log = new ChangeLog();
    const before = log.position;
    log.reset();
    expect(log.touchedSince(before, [])).toBe(true);
    expect(log.touchedSince(log.position, ['api 1'])).toBe(false);
  });

  it('never calls a touched group untouched, however many there are', () => {
    const groups = fc.array(fc.nat(30_000), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.nat(30_000), groups, (crowd, late) => {
        const log = new ChangeLog();
        for (let index = 0; index < crowd; index++) log.record(`${index}`);
        const position = log.position;
        for (const group of late) log.record(`${group}`);
        for (const group of late) expect(log.touchedSince(position, [`${group}`])).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it('remembers 10,000 groups exactly', () => {
    const log = new ChangeLog();
    for (let index = 0; index < 10_000; index++) log.record(`${index}`);
    expect(log.touchedSince(0, ['never touched'])).toBe(false);
    log.record('one more');
    expect(log.touchedSince(0, ['never touched'])).toBe(true);
    expect(log.touchedSince(log.position, ['never touched'])).toBe(false);
  });
});
