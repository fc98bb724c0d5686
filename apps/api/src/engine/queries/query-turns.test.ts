import { describe, expect, it } from 'vitest';
import { type EndTurn, QueryTurns } from './query-turns.js';

function create(fields: object = {}) {
  return new QueryTurns({
    runningMax: 2,
    runningOfOneMax: 1,
    waitingMax: 4,
    waitingOfOneMax: 3,
    ...fields,
  });
}

/** Takes a turn, and notes its name once it has it. */
function take(turns: QueryTurns, workspace: string, begun: string[], name = workspace) {
  const turn = turns.take(workspace);
  if (turn === undefined) throw new Error(`${name} was refused`);
  return turn.then((end): EndTurn => {
    begun.push(name);
    return end;
  });
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('turns of queries', () => {
  it('are as many as may run, and as many of one workspace', async () => {
    const turns = create();
    const begun: string[] = [];
    void take(turns, 'a', begun, 'a1');
    void take(turns, 'a', begun, 'a2');
    void take(turns, 'b', begun, 'b1');
    void take(turns, 'c', begun, 'c1');
    await settled();
    expect(begun).toEqual(['a1', 'b1']);
    expect([turns.running, turns.waiting]).toEqual([2, 2]);
  });

  it('go to the workspaces that wait one after the other, however much one of them asks', async () => {
    const turns = create({ runningMax: 1, waitingMax: 10, waitingOfOneMax: 10 });
    const begun: string[] = [];
    const ends: EndTurn[] = [];
    const names = ['a1', 'a2', 'a3', 'b1', 'b2', 'c1'];
    for (const name of names) {
      void take(turns, name.slice(0, 1), begun, name).then((end) => ends.push(end));
    }
    for (const _ of names) {
      await settled();
      ends.shift()?.();
    }
    await settled();
    expect(begun).toEqual(['a1', 'b1', 'c1', 'a2', 'b2', 'a3']);
    expect([turns.running, turns.waiting]).toEqual([0, 0]);
  });

  it('are refused when too many wait, in all and of one workspace', async () => {
    const turns = create({ runningMax: 1 });
    const begun: string[] = [];
    for (const name of ['a', 'a', 'a', 'a']) void take(turns, name, begun);
    expect(turns.take('a')).toBeUndefined();
    void take(turns, 'b', begun);
    expect(turns.take('c')).toBeUndefined();
  });

  it('are not given to a client that has left, and end once', async () => {
    const turns = create({ runningMax: 1 });
    const begun: string[] = [];
    const end = await take(turns, 'a', begun);
    const leaving = new AbortController();
    const left = turns.take('b', leaving.signal);
    void take(turns, 'c', begun);
    leaving.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    end();
    end();
    await settled();
    expect(begun).toEqual(['a', 'c']);
    expect([turns.running, turns.waiting]).toEqual([1, 0]);
  });
});
