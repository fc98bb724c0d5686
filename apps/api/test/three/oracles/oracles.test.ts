import { describe, expect, it } from 'vitest';
import { isExplainedBySomeOrder, type Observed } from '../../races/serial-order.js';
import { judgeSums } from './credit-oracle.js';
import { judgeLimit, type LimitCheck } from './limit-oracle.js';
import { judgeRecords, type RecordStory } from './record-oracle.js';
import { judgeRevocation, type KeyVerification } from './revocation-oracle.js';

describe('the oracle of orders', () => {
  const spend = (fields: Partial<Observed<number>> = {}): Observed<number> => {
    return { startedAt: 0, endedAt: 1, apply: (before) => before - 1, ...fields };
  };
  const late = spend({
    startedAt: 5,
    endedAt: 6,
    apply: (before) => (before === 3 ? 2 : undefined),
  });

  it.each([
    ['an unknown request that happened', [spend({ isUnknown: true })], 2, true],
    ['an unknown request that did not happen', [spend({ isUnknown: true })], 3, true],
    [
      'an unknown request that happened after a later one',
      [spend({ isUnknown: true }), late],
      1,
      true,
    ],
    ['a known request that must come first', [spend(), late], 1, false],
    ['an unknown request that happened twice', [spend({ isUnknown: true })], 1, false],
  ])('judges %s', (_, observed, end, explained) => {
    const isEnd = (state: number) => state === end;
    expect(isExplainedBySomeOrder({ initial: 3, observed, isEnd })).toBe(explained);
  });
});

describe('the oracle of sums', () => {
  const sums = { initial: 10, granted: 6, grantedUnknown: 2, raised: 3, raisedUnknown: 1 };
  it.each([
    [5, 0],
    [8, 0],
    [4, 1],
    [9, 1],
  ])('takes %i for the balance, with %i problems', (end, problems) => {
    expect(judgeSums({ ...sums, end })).toHaveLength(problems);
  });

  it('finds more granted than there was', () => {
    const end = 0;
    expect(judgeSums({ ...sums, granted: 15, end })[0]).toMatch(/^granted 1 more than there ever/);
  });
});

describe('the oracle of limits', () => {
  const check = (result: LimitCheck['result'], fields: Partial<LimitCheck> = {}): LimitCheck => {
    return { node: 0, incarnation: 1, sentMs: 0, endedMs: 1, cost: 1, result, ...fields };
  };
  const passed = (count: number) => Array.from({ length: count }, () => check('passed'));
  const alone = { limit: 2, apart: 0, losses: 0 };

  it.each([
    ['what the limit allows', { ...alone, checks: passed(2) }, 0],
    ['one more', { ...alone, checks: passed(3) }, 1],
    ['one more limit of a process apart', { ...alone, apart: 1, checks: passed(4) }, 0],
    ['one more limit after a loss of counts', { ...alone, losses: 1, checks: passed(4) }, 0],
    ['more than that', { ...alone, apart: 1, losses: 1, checks: passed(7) }, 1],
    ['a denial of what fits', { ...alone, checks: [...passed(1), check('denied')] }, 1],
    [
      'one that an unknown check explains',
      { ...alone, checks: [...passed(1), check('unknown'), check('denied')] },
      0,
    ],
  ])('judges %s', (_, life, problems) => {
    expect(judgeLimit(life)).toHaveLength(problems);
  });

  it.each([
    ['at the process that denied', {}, 1],
    ['at its next life', { incarnation: 2 }, 0],
    ['at another process', { node: 1 }, 0],
    ['that costs less', { cost: 0 }, 0],
    ['that was sent before', { sentMs: 0 }, 0],
  ])('judges a pass after a denial %s', (_, fields, problems) => {
    const later = check('passed', { sentMs: 5, endedMs: 6, ...fields });
    const checks = [check('denied'), later];
    expect(judgeLimit({ ...alone, apart: 1, checks })).toHaveLength(problems);
  });
});

describe('the oracle of revocation', () => {
  const changes = [
    { code: 'DISABLED' as const, sentMs: 10, answeredMs: 20, node: 0 },
    { code: 'VALID' as const, sentMs: 1000, answeredMs: 1010, node: 0 },
    { code: 'NOT_FOUND' as const, sentMs: 5000, answeredMs: 5010, node: undefined },
  ];
  const verified = (code: string, sentMs: number, node = 1, incarnation = 1): KeyVerification => {
    return { node, incarnation, sentMs, endedMs: sentMs + 1, code };
  };

  it.each([
    ['the old state elsewhere, for a while', [verified('VALID', 21)], 0],
    ['the new state before it was answered', [verified('DISABLED', 12)], 0],
    ['a state from the future', [verified('DISABLED', 5)], 1],
    ['the old state at the process that answered', [verified('VALID', 21, 0)], 1],
    ['the old state past its time', [verified('VALID', 7011)], 1],
    ['the old state in time', [verified('VALID', 7009)], 0],
    ['a state that was taken back', [verified('DISABLED', 21), verified('VALID', 30)], 1],
    ['another life', [verified('DISABLED', 21), verified('VALID', 30, 1, 2)], 0],
    [
      'the same again, once it was changed again',
      [verified('DISABLED', 21), verified('VALID', 1020)],
      0,
    ],
    ['another process that is behind', [verified('DISABLED', 21), verified('VALID', 30, 2)], 0],
    ['a deleted key that is back', [verified('NOT_FOUND', 5020), verified('VALID', 5030)], 1],
  ])('judges %s', (_, verifications, problems) => {
    expect(judgeRevocation({ changes, verifications, maxStalenessMs: 2000 })).toHaveLength(
      problems,
    );
  });
});

describe('the oracle of records', () => {
  const right: RecordStory = {
    answered: new Map([
      ['r1 0', { what: 'key VALID', by: '0.1' }],
      ['r2 0', { what: 'key VALID', by: '0.1' }],
    ]),
    unknown: 0,
    lostMax: 0,
    recorded: [
      { id: 'r1 0', what: 'key VALID' },
      { id: 'r2 0', what: 'key VALID' },
    ],
    sums: new Map([['key VALID', 2]]),
  };
  const one = right.recorded.slice(0, 1);
  const more = [...right.recorded, { id: 'r3 0', what: 'key VALID' }];

  it.each([
    ['one event for each answer', {}, 0],
    ['a lost event', { recorded: one, sums: new Map([['key VALID', 1]]) }, 1],
    [
      'a lost event that was counted',
      { recorded: one, sums: new Map([['key VALID', 1]]), lostMax: 1 },
      0,
    ],
    ['an event too many', { recorded: more, sums: new Map([['key VALID', 3]]) }, 1],
    [
      'an event of a client that left',
      { recorded: more, sums: new Map([['key VALID', 3]]), unknown: 1 },
      0,
    ],
    [
      'an event that is there twice',
      { recorded: [...right.recorded, ...one], sums: new Map([['key VALID', 3]]) },
      1,
    ],
    [
      'another code',
      {
        answered: new Map([
          ['r1 0', { what: 'key DISABLED', by: '0.1' }],
          ['r2 0', { what: 'key VALID', by: '0.1' }],
        ]),
      },
      1,
    ],
    ['other sums', { sums: new Map([['key VALID', 3]]) }, 1],
  ])('judges %s', (_, fields, problems) => {
    expect(judgeRecords({ ...right, ...fields }).problems).toHaveLength(problems);
  });
});
