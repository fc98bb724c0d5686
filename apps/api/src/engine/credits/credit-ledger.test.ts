import { describe, expect, it } from 'vitest';
import { createLedger, DOWN, refused, taken, totals, turn } from '../../../test/ledger.js';

describe('a statement', () => {
  it('takes the sum of all spends that arrived in one iteration of the event loop', async () => {
    const { spend, nextStatement } = createLedger();
    const spends = Promise.all([spend(1), spend(2), spend(3, 'key_2')]);
    const statement = await nextStatement();
    expect(statement.requests).toEqual([
      { workspaceId: 'ws_1', keyId: 'key_1', total: 3 },
      { workspaceId: 'ws_1', keyId: 'key_2', total: 3 },
    ]);
    statement.answer(taken(10), taken(0));
    await spends;
  });

  it('keeps keys of different workspaces apart, whatever their ids', async () => {
    const { spend, nextStatement } = createLedger();
    const spends = Promise.all([spend(1, 'key_1', 'ws_1'), spend(1, 'key_1', 'ws_2')]);
    const statement = await nextStatement();
    expect(statement.requests.map((request) => request.workspaceId)).toEqual(['ws_1', 'ws_2']);
    statement.answer(taken(4), refused(0));
    expect(await spends).toEqual([
      { granted: true, balance: 4 },
      { granted: false, balance: 0 },
    ]);
  });

  it('is the only batch under way; the next takes all that has gathered (invariant 4)', async () => {
    const { spend, statements, nextStatement } = createLedger();
    const first = spend(1);
    const running = await nextStatement();
    const gathered = Promise.all([spend(2), spend(3), spend(4, 'key_2')]);
    await turn();
    expect(statements).toHaveLength(1);
    running.answer(taken(99));
    expect(await first).toEqual({ granted: true, balance: 99 });
    const next = await nextStatement();
    expect(totals(next)).toEqual([5, 4]);
    next.answer(taken(94), taken(6));
    expect(await gathered).toEqual([
      { granted: true, balance: 97 },
      { granted: true, balance: 94 },
      { granted: true, balance: 6 },
    ]);
  });

  it('answers no spend before it has ended (invariant 5)', async () => {
    const { spend, nextStatement } = createLedger();
    let answers = 0;
    const spends = [spend(1), spend(2)].map((each) => each.then(() => answers++));
    const statement = await nextStatement();
    expect(answers).toBe(0);
    statement.answer(taken(0));
    await Promise.all(spends);
    expect(answers).toBe(2);
  });
});

describe('a spend', () => {
  it('gets the balance that it left, in order of arrival', async () => {
    const { spend, nextStatement } = createLedger();
    const spends = Promise.all([spend(5), spend(0), spend(1)]);
    (await nextStatement()).answer(taken(4));
    expect(await spends).toEqual([
      { granted: true, balance: 5 },
      { granted: true, balance: 5 },
      { granted: true, balance: 4 },
    ]);
  });

  it('of nothing reads the balance', async () => {
    const { spend, nextStatement } = createLedger();
    const read = spend(0);
    const statement = await nextStatement();
    expect(totals(statement)).toEqual([0]);
    statement.answer(taken(0));
    expect(await read).toEqual({ granted: true, balance: 0 });
  });

  it('is granted without a balance when the key is unlimited', async () => {
    const { spend, nextStatement } = createLedger();
    const spends = Promise.all([spend(1), spend(1_000_000)]);
    (await nextStatement()).answer({ taken: false, balance: null });
    expect(await spends).toEqual([
      { granted: true, balance: null },
      { granted: true, balance: null },
    ]);
  });

  it('learns that its key has vanished', async () => {
    const { spend, nextStatement } = createLedger();
    const spends = Promise.all([spend(1), spend(0)]);
    (await nextStatement()).answer(undefined);
    expect(await spends).toEqual([undefined, undefined]);
  });

  it('that arrived after the statement is not answered by it', async () => {
    const { spend, nextStatement } = createLedger();
    const early = spend(1);
    const statement = await nextStatement();
    const late = spend(1);
    statement.answer(undefined);
    expect(await early).toBeUndefined();
    (await nextStatement()).answer(refused(0));
    expect(await late).toEqual({ granted: false, balance: 0 });
  });
});

describe('spends that do not fit together', () => {
  it('are denied one by one only where the balance is too small even for one alone', async () => {
    const { spend, nextStatement } = createLedger();
    const spends = Promise.all([spend(9), spend(2), spend(1)]);
    (await nextStatement()).answer(refused(3));
    const second = await nextStatement();
    expect(totals(second)).toEqual([3]);
    second.answer(taken(0));
    expect(await spends).toEqual([
      { granted: false, balance: 3 },
      { granted: true, balance: 1 },
      { granted: true, balance: 0 },
    ]);
  });

  it('wait for the balance that the others leave', async () => {
    const { spend, nextStatement } = createLedger();
    const spends = Promise.all([spend(3), spend(3)]);
    (await nextStatement()).answer(refused(5));
    (await nextStatement()).answer(taken(2));
    const third = await nextStatement();
    expect(totals(third)).toEqual([3]);
    third.answer(refused(2));
    expect(await spends).toEqual([
      { granted: true, balance: 2 },
      { granted: false, balance: 2 },
    ]);
  });

  it('are considered before those that arrived later (invariant 3)', async () => {
    const { spend, nextStatement } = createLedger();
    const early = Promise.all([spend(3), spend(3)]);
    const first = await nextStatement();
    const late = spend(1);
    first.answer(refused(5));
    (await nextStatement()).answer(taken(2));
    (await nextStatement()).answer(refused(3));
    (await nextStatement()).answer(taken(0));
    (await nextStatement()).answer(refused(0));
    expect(await early).toEqual([
      { granted: true, balance: 2 },
      { granted: true, balance: 0 },
    ]);
    expect(await late).toEqual({ granted: false, balance: 0 });
  });

  it('keep their order when others spend in between and they are divided again (invariant 3)', async () => {
    const { spend, nextStatement } = createLedger();
    const spends = Promise.all([spend(3), spend(4), spend(2)]);
    (await nextStatement()).answer(refused(5));
    const second = await nextStatement();
    expect(totals(second)).toEqual([5]);
    second.answer(refused(4));
    const third = await nextStatement();
    expect(totals(third)).toEqual([3]);
    third.answer(taken(1));
    const fourth = await nextStatement();
    expect(totals(fourth)).toEqual([6]);
    fourth.answer(refused(5));
    const fifth = await nextStatement();
    expect(totals(fifth)).toEqual([4]);
    fifth.answer(taken(1));
    (await nextStatement()).answer(refused(1));
    expect(await spends).toEqual([
      { granted: true, balance: 1 },
      { granted: true, balance: 1 },
      { granted: false, balance: 1 },
    ]);
  });
});

describe('a statement that fails', () => {
  it('is an error for every spend in it, and grants none', async () => {
    const { spend, nextStatement } = createLedger();
    const spends = Promise.allSettled([spend(1), spend(2), spend(3, 'key_2')]);
    (await nextStatement()).fail(DOWN);
    const rejected = { status: 'rejected', reason: DOWN };
    expect(await spends).toEqual([rejected, rejected, rejected]);
  });

  it('is an error also for spends that waited for what it would leave', async () => {
    const { spend, statements, nextStatement } = createLedger();
    const spends = Promise.allSettled([spend(3), spend(3)]);
    (await nextStatement()).answer(refused(5));
    (await nextStatement()).fail(DOWN);
    const rejected = { status: 'rejected', reason: DOWN };
    expect(await spends).toEqual([rejected, rejected]);
    await turn();
    expect(statements).toHaveLength(2);
  });

  it('does not keep the next from being tried', async () => {
    const { spend, nextStatement } = createLedger();
    const failing = Promise.allSettled([spend(1)]);
    const statement = await nextStatement();
    const later = spend(1);
    statement.fail(DOWN);
    await failing;
    (await nextStatement()).answer(taken(7));
    expect(await later).toEqual({ granted: true, balance: 7 });
  });
});

describe('a key of a statement that failed by itself', () => {
  it('refuses its spends and no others', async () => {
    const { spend, nextStatement } = createLedger();
    const settled = Promise.allSettled([spend(1), spend(1, 'key_2'), spend(2)]);
    (await nextStatement()).answer({ failure: DOWN }, taken(4));
    expect(await settled).toEqual([
      { status: 'rejected', reason: DOWN },
      { status: 'fulfilled', value: { granted: true, balance: 4 } },
      { status: 'rejected', reason: DOWN },
    ]);
  });
});

describe('a full queue', () => {
  it('refuses with 503 before the database is asked, and takes spends again once it drains', async () => {
    const { spend, nextStatement } = createLedger({ waitingMax: 2 });
    const waiting = Promise.all([spend(1), spend(1)]);
    await expect(spend(1)).rejects.toMatchObject({
      code: 'unkey/application/service_unavailable',
      retryAfterSeconds: 1,
    });
    const statement = await nextStatement();
    expect(totals(statement)).toEqual([2]);
    await expect(spend(1)).rejects.toThrow('Too many requests');
    statement.answer(taken(0));
    await waiting;
    const admitted = spend(1);
    (await nextStatement()).answer(refused(0));
    expect(await admitted).toEqual({ granted: false, balance: 0 });
  });

  it('drains by failures as well', async () => {
    const { spend, nextStatement } = createLedger({ waitingMax: 1 });
    const failing = Promise.allSettled([spend(1)]);
    (await nextStatement()).fail(DOWN);
    await failing;
    const admitted = spend(1);
    (await nextStatement()).answer(taken(1));
    expect(await admitted).toEqual({ granted: true, balance: 1 });
  });
});
