import { expect, test } from 'vitest';
import { Turns } from './turns.js';

const still = new AbortController().signal;

test('at most as many requests as there are places run, in the order of arrival', async () => {
  const turns = new Turns({ atOnce: 2, waitingMax: 2 });
  const order: string[] = [];
  const note = async (taken: Promise<() => void>, name: string) => {
    const release = await taken;
    order.push(name);
    return release;
  };
  const first = await turns.take(still);
  const second = await turns.take(still);
  const third = note(turns.take(still), 'third');
  const fourth = note(turns.take(still), 'fourth');
  expect(turns).toMatchObject({ running: 2, waiting: 2 });

  first();
  const releaseThird = await third;
  expect(order).toEqual(['third']);
  expect(turns).toMatchObject({ running: 2, waiting: 1 });
  second();
  const releaseFourth = await fourth;
  releaseThird();
  releaseFourth();
  expect(turns).toMatchObject({ running: 0, waiting: 0 });
});

test('a full queue refuses with the code of ClickHouse', async () => {
  const turns = new Turns({ atOnce: 1, waitingMax: 0 });
  const release = await turns.take(still);
  await expect(turns.take(still)).rejects.toMatchObject({ code: 202, status: 503 });
  release();
  await turns.take(still);
});

test('a place is released once', async () => {
  const turns = new Turns({ atOnce: 1, waitingMax: 1 });
  const release = await turns.take(still);
  release();
  release();
  await turns.take(still);
  expect(turns.running).toBe(1);
});

test('a client that leaves while it waits gives its turn to the next', async () => {
  const turns = new Turns({ atOnce: 1, waitingMax: 2 });
  const release = await turns.take(still);
  const leaving = new AbortController();
  const gone = expect(turns.take(leaving.signal)).rejects.toThrow('left');
  const next = turns.take(still);
  leaving.abort(new Error('left'));
  await gone;
  release();
  await next;
  expect(turns).toMatchObject({ running: 1, waiting: 0 });
});
