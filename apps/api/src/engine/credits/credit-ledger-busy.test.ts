import { describe, expect, it } from 'vitest';
import { createLedger, DOWN, refused, taken, totals, turn } from '../../../test/ledger.js';

/** A ledger with one spend of `key_1` that a batch has found busy, and the statement it waits in. */
async function createBusyLedger(options: { waitingMax?: number } = {}) {
  const tools = createLedger(options);
  const first = tools.spend(1);
  (await tools.nextStatement()).answer('busy');
  return { ...tools, first, waiting: await tools.nextStatement() };
}

describe('a key that another transaction has locked', () => {
  it('is waited for by a statement of its own, while the others go on in batches', async () => {
    const { spend, nextStatement, first, waiting } = await createBusyLedger();
    expect(waiting).toMatchObject({ waits: true, requests: [{ keyId: 'key_1', total: 1 }] });
    for (const balance of [5, 4]) {
      const other = spend(1, 'key_2');
      const batch = await nextStatement();
      expect(batch).toMatchObject({ waits: false, requests: [{ keyId: 'key_2' }] });
      batch.answer(taken(balance));
      expect(await other).toEqual({ granted: true, balance });
    }
    waiting.answer(taken(8));
    expect(await first).toEqual({ granted: true, balance: 8 });
  });

  it('keeps back what arrives for it, in order, and then takes part in batches again', async () => {
    const { spend, statements, nextStatement, first, waiting } = await createBusyLedger();
    const later = Promise.all([spend(2), spend(3)]);
    await turn();
    expect(statements).toHaveLength(2);
    waiting.answer(taken(9));
    await first;
    const batch = await nextStatement();
    expect(batch.waits).toBe(false);
    expect(totals(batch)).toEqual([5]);
    batch.answer(taken(4));
    expect(await later).toEqual([
      { granted: true, balance: 7 },
      { granted: true, balance: 4 },
    ]);
  });

  it('keeps back what arrived for it while the batch was under way', async () => {
    const { spend, statements, nextStatement } = createLedger();
    const first = spend(1);
    const batch = await nextStatement();
    const later = spend(2);
    batch.answer('busy');
    const waiting = await nextStatement();
    expect(totals(waiting)).toEqual([1]);
    expect(statements).toHaveLength(2);
    waiting.answer(refused(0));
    expect(await first).toEqual({ granted: false, balance: 0 });
    (await nextStatement()).answer(taken(0));
    expect(await later).toEqual({ granted: true, balance: 0 });
  });

  it('considers spends that cannot all be paid before those that came later (invariant 3)', async () => {
    const { spend, nextStatement } = createLedger();
    const early = Promise.all([spend(3), spend(3)]);
    (await nextStatement()).answer('busy');
    const waiting = await nextStatement();
    const late = spend(1);
    waiting.answer(refused(5));
    (await nextStatement()).answer(taken(2));
    (await nextStatement()).answer(refused(2));
    (await nextStatement()).answer(taken(1));
    expect(await early).toEqual([
      { granted: true, balance: 2 },
      { granted: false, balance: 2 },
    ]);
    expect(await late).toEqual({ granted: true, balance: 1 });
  });

  it('and stays locked fails the spends that waited, and is tried again for the rest', async () => {
    const { spend, nextStatement, first, waiting } = await createBusyLedger();
    const later = spend(2);
    waiting.fail(DOWN);
    await expect(first).rejects.toBe(DOWN);
    (await nextStatement()).answer('busy');
    (await nextStatement()).answer(taken(1));
    expect(await later).toEqual({ granted: true, balance: 1 });
  });

  it('is one of two that are awaited at a time; the next waits for its turn (invariant 4)', async () => {
    const { spend, statements, nextStatement } = createLedger();
    const names = ['key_1', 'key_2', 'key_3'];
    const spends = Promise.all(names.map((name) => spend(1, name)));
    (await nextStatement()).answer('busy', 'busy', 'busy');
    await turn();
    const waitedFor = () =>
      statements.filter(({ waits }) => waits).map(({ requests }) => requests[0]?.keyId);
    expect(waitedFor()).toEqual(['key_1', 'key_2']);
    statements[2]?.answer(taken(7));
    await turn();
    expect(waitedFor()).toEqual(names);
    statements[1]?.answer(taken(8));
    statements[3]?.answer(undefined);
    expect(await spends).toEqual([
      { granted: true, balance: 8 },
      { granted: true, balance: 7 },
      undefined,
    ]);
  });

  it('keeps back what arrives for it before it has its turn', async () => {
    const { spend, statements, nextStatement } = createLedger();
    const spends = Promise.all(['key_1', 'key_2', 'key_3'].map((name) => spend(1, name)));
    (await nextStatement()).answer('busy', 'busy', 'busy');
    await turn();
    const late = spend(5, 'key_3');
    statements[1]?.answer(taken(0));
    const third = await nextStatement();
    expect(third).toMatchObject({ waits: true, requests: [{ keyId: 'key_3', total: 1 }] });
    third.answer(taken(9));
    const batch = await nextStatement();
    expect(batch).toMatchObject({ waits: false, requests: [{ keyId: 'key_3', total: 5 }] });
    batch.answer(taken(4));
    expect(await late).toEqual({ granted: true, balance: 4 });
    statements[2]?.answer(taken(0));
    await spends;
  });

  it('may take half of the queue at most, so that spends of other keys find room', async () => {
    const { ledger, spend, nextStatement, first, waiting } = await createBusyLedger({
      waitingMax: 4,
    });
    const behind = Promise.all([spend(1), spend(1)]);
    await expect(spend(1)).rejects.toMatchObject({ retryAfterSeconds: 1 });
    expect(ledger.stats).toMatchObject({ busy: 1, refused: 1 });
    const other = spend(1, 'key_2');
    (await nextStatement()).answer(taken(0));
    expect(await other).toEqual({ granted: true, balance: 0 });
    waiting.answer(taken(2));
    await first;
    (await nextStatement()).answer(taken(0));
    await behind;
    expect(ledger.waiting).toBe(0);
  });
});
