import { describe, expect, it } from 'vitest';
import { CLEAN_RECORD, judgeDeath } from './restart-policy.js';

const CRASH = { livedMs: 2000, hadListened: true, othersListening: 1 };
const FAILED_START = { livedMs: 500, hadListened: false, othersListening: 1 };

function reactions(deaths: readonly Parameters<typeof judgeDeath>[1][]) {
  let record = CLEAN_RECORD;
  return deaths.map((death) => {
    const judged = judgeDeath(record, death);
    record = judged.record;
    return judged.reaction.kind === 'restart' ? judged.reaction.afterMs : judged.reaction.kind;
  });
}

describe('a worker that dies', () => {
  it('after half a minute is replaced at once', () => {
    expect(reactions([{ ...CRASH, livedMs: 30_000 }])).toEqual([0]);
  });

  it('soon is replaced after a pause that grows to five seconds', () => {
    expect(reactions(Array(8).fill(CRASH))).toEqual([100, 200, 400, 800, 1600, 3200, 5000, 5000]);
  });

  it('after a long life makes the pauses short again', () => {
    const late = { ...CRASH, livedMs: 3_600_000 };
    expect(reactions([CRASH, CRASH, late, CRASH])).toEqual([100, 200, 0, 100]);
  });

  it('at its start is tried again for as long as another one serves', () => {
    expect(reactions(Array(20).fill(FAILED_START))).not.toContain('give_up');
  });

  it('at its start for the fifth time in a row is given up when no other worker listens', () => {
    const alone = { ...FAILED_START, othersListening: 0 };
    expect(reactions(Array(5).fill(alone))).toEqual([100, 200, 400, 800, 'give_up']);
    const served = { ...CRASH, othersListening: 0 };
    expect(reactions([alone, alone, alone, alone, served, alone])).not.toContain('give_up');
  });
});
