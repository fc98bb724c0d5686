import { describe, expect, it } from 'vitest';
import { type ExecutedMigration, planMigrations } from './migration-plan.js';

const KNOWN = ['0001-a', '0002-b', '0003-c'];

/** `+` marks compatible migrations, `!` breaking ones. Those from before the marks have none. */
function executed(list: string): ExecutedMigration[] {
  return list.split(' ').flatMap((text) => {
    const name = text.replace(/[+!]$/, '');
    if (name === '') return [];
    const kind = text.endsWith('+') ? 'compatible' : text.endsWith('!') ? 'breaking' : null;
    return [{ name, kind }];
  });
}

describe('planMigrations goes on', () => {
  it.each([
    ['an empty database', '', KNOWN, []],
    ['the database of an older version', '0001-a!', ['0002-b', '0003-c'], []],
    ['one of before there were marks', '0001-a 0002-b', ['0003-c'], []],
    ['one that is up to date, in any order', '0003-c! 0001-a! 0002-b+', [], []],
    [
      'one of a newer version with compatible migrations alone',
      '0001-a! 0002-b+ 0003-c! 0005-e+ 0004-d+',
      [],
      ['0004-d', '0005-e'],
    ],
  ])('with %s', (_, list, pending, newer) => {
    expect(planMigrations(KNOWN, executed(list))).toEqual({ outcome: 'go_on', pending, newer });
  });
});

describe('planMigrations refuses', () => {
  it.each([
    ['a breaking one that it does not know', '0001-a! 0002-b+ 0003-c! 0004-d!', ['0004-d']],
    ['that and compatible ones', '0001-a! 0002-b+ 0003-c! 0004-d+ 0005-e! 0006-f+', ['0005-e']],
    ['one without a mark that it does not know', '0001-a 0002-b 0003-c 0004-d', ['0004-d']],
    ['a breaking one before its own are done', '0001-a! 0004-d!', ['0004-d']],
  ])('a database with %s', (_, list, breaking) => {
    const plan = planMigrations(KNOWN, executed(list));
    expect(plan).toEqual({ outcome: 'refuse_newer', breaking });
  });

  it.each([
    ['one of its own after a later one', '0001-a! 0003-c!', ['0002-b'], ['0003-c']],
    ['one after a later one of another', '0001-a! 0002-b+ 0004-d+', ['0003-c'], ['0004-d']],
    ['one after an earlier one of another', '0001-a! 0002-b+ 0002-x+', ['0003-c'], ['0002-x']],
  ])('to run %s', (_, list, pending, others) => {
    const plan = planMigrations(KNOWN, executed(list));
    expect(plan).toEqual({ outcome: 'refuse_diverged', pending, others });
  });
});
