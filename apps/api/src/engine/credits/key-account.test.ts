import { describe, expect, it } from 'vitest';
import { DOWN, refused, taken } from '../../../test/ledger.js';
import { ImpossibleTransitionError } from '../../lib/state-machine.js';
import { KeyAccount } from './key-account.js';

/** An account with one spend of 1, and what its spends were answered, in that order. */
function newAccount() {
  const answers: unknown[] = [];
  const spendOf = (cost: number) => ({
    workspaceId: 'ws_1',
    keyId: 'key_1',
    cost,
    resolve: (result: unknown) => answers.push([cost, result]),
    reject: (reason: unknown) => answers.push([cost, reason]),
  });
  const account = new KeyAccount('ws_1 key_1', spendOf(1));
  return { account, answers, add: (cost: number) => account.add(spendOf(cost)) };
}

const granted = (balance: number | null) => ({ granted: true, balance });

/** An account in each of its states, by nothing but what may lead there. */
const IN_STATE = {
  QUEUED: newAccount,
  IN_BATCH: () => {
    const tools = newAccount();
    tools.account.joinBatch();
    return tools;
  },
  BUSY: () => {
    const tools = IN_STATE.IN_BATCH();
    tools.account.becomeBusy();
    return tools;
  },
  AWAITED: () => {
    const tools = IN_STATE.BUSY();
    tools.account.awaitLock();
    return tools;
  },
  SETTLED: () => {
    const tools = IN_STATE.IN_BATCH();
    tools.account.settle(taken(0));
    return tools;
  },
};
const STATES = ['QUEUED', 'IN_BATCH', 'BUSY', 'AWAITED', 'SETTLED'] as const;

describe('the account of a key', () => {
  it.each(STATES)('can be %s', (state) => {
    expect(IN_STATE[state]().account.state).toBe(state);
  });

  it.each([
    { what: 'join a batch', from: ['QUEUED'], act: (of: KeyAccount) => of.joinBatch() },
    { what: 'become busy', from: ['IN_BATCH'], act: (of: KeyAccount) => of.becomeBusy() },
    { what: 'await the lock', from: ['BUSY'], act: (of: KeyAccount) => of.awaitLock() },
    {
      what: 'be settled',
      from: ['IN_BATCH', 'AWAITED'],
      act: (of: KeyAccount) => of.settle(undefined),
    },
  ])('can $what when it is $from, and in no other state', ({ from, act }) => {
    for (const state of STATES) {
      const { account, answers } = IN_STATE[state]();
      const before = answers.length;
      if (from.includes(state)) {
        act(account);
        continue;
      }
      expect(() => act(account)).toThrow(ImpossibleTransitionError);
      expect(account.state).toBe(state);
      expect(answers).toHaveLength(before);
    }
  });

  it.each(['IN_BATCH', 'AWAITED'] as const)(
    'is QUEUED again after %s if spends are left or have come, else SETTLED',
    (state) => {
      const all = IN_STATE[state]();
      all.account.settle(taken(0));
      expect(all.account.state).toBe('SETTLED');
      const late = IN_STATE[state]();
      late.add(2);
      late.account.settle({ failure: DOWN });
      expect(late.account.state).toBe('QUEUED');
      expect(late.answers).toEqual([[1, DOWN]]);
    },
  );

  it('tries together those that fit, and keeps the rest', () => {
    const { account, answers, add } = newAccount();
    add(4);
    add(9);
    expect(account.joinBatch()).toMatchObject({ total: 14 });
    account.settle(refused(4));
    expect(answers).toEqual([[9, { granted: false, balance: 4 }]]);
    expect(account.state).toBe('QUEUED');
    expect(account.joinBatch()).toMatchObject({ total: 1 });
    expect(account.triedCount).toBe(1);
  });

  it('counts as kept back only what came behind a lock', () => {
    const { account, add } = newAccount();
    add(2);
    expect(account.keptBackCount).toBe(0);
    account.joinBatch();
    add(3);
    expect(account.keptBackCount).toBe(0);
    account.becomeBusy();
    add(4);
    expect(account.keptBackCount).toBe(2);
    expect(account.awaitLock()).toMatchObject({ total: 3 });
    expect(account.keptBackCount).toBe(2);
    account.settle(taken(0));
    expect(account.keptBackCount).toBe(0);
  });
});

describe('invariants of the account of a key', () => {
  it('1: each spend is answered once, whatever the state of the key when it came', () => {
    const { account, answers, add } = newAccount();
    add(2);
    account.joinBatch();
    add(3);
    account.becomeBusy();
    add(4);
    account.awaitLock();
    add(5);
    account.settle({ taken: false, balance: null });
    expect(answers).toEqual([
      [1, granted(null)],
      [2, granted(null)],
    ]);
    expect(account.joinBatch()).toMatchObject({ total: 12 });
    account.settle(undefined);
    expect(answers.slice(2)).toEqual([
      [3, undefined],
      [4, undefined],
      [5, undefined],
    ]);
    expect(account.state).toBe('SETTLED');
  });

  it.each(['IN_BATCH', 'BUSY', 'AWAITED'] as const)(
    '2: a spend that comes while the key is %s is not judged by the statement under way',
    (state) => {
      const { account, answers, add } = IN_STATE[state]();
      add(2);
      if (state === 'BUSY') account.awaitLock();
      account.settle(undefined);
      expect(answers).toEqual([[1, undefined]]);
    },
  );

  it('3: what is left of a statement goes before what came behind it', () => {
    const { account, answers, add } = newAccount();
    add(2);
    account.joinBatch();
    add(3);
    account.settle(refused(2));
    account.joinBatch();
    account.settle(taken(1));
    account.joinBatch();
    account.settle(taken(10));
    expect(answers).toEqual([
      [1, granted(1)],
      [2, granted(13)],
      [3, granted(10)],
    ]);
  });
});
