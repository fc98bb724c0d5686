import { describe, expect, it } from 'vitest';
import { BROKEN, createFeed, pass, useFakeTime } from '../../../test/change-feed.js';

useFakeTime();

describe('a connection that is lost', () => {
  it('is closed, reported once, and replaced after 100 ms', async () => {
    const { feed, connections, lost, goLive } = createFeed();
    const connection = await goLive();
    connection.lose(BROKEN);
    expect(connection.isClosed).toBe(true);
    expect(lost).toEqual([BROKEN]);
    await pass(99);
    expect(connections).toHaveLength(1);
    await pass(1);
    expect(connections).toHaveLength(2);
    await feed.stop();
    connections[1]?.open();
    await pass(0);
  });

  it('does not end its successor (invariant 5)', async () => {
    const { feed, connections, latest, lost, goLive } = createFeed();
    const first = await goLive();
    await pass(950);
    first.lose(BROKEN);
    await pass(100);
    latest().open();
    await pass(900);
    expect(first.pings).toHaveLength(0);
    await pass(100);
    expect(latest().pings).toHaveLength(1);
    expect(connections).toHaveLength(2);
    expect(lost).toEqual([BROKEN]);
    latest().pings[0]?.answer();
    await feed.stop();
  });

  it.each(['fail', 'answer'] as const)(
    'during a ping does not end its successor when the ping ends as: %s',
    async (end) => {
      const { feed, connections, latest, lost, goLive } = createFeed();
      const first = await goLive();
      await pass(1000);
      first.lose(BROKEN);
      await pass(100);
      latest().open();
      await pass(500);
      first.pings[0]?.[end]();
      await pass(500);
      expect(first.pings).toHaveLength(1);
      expect(latest().pings).toHaveLength(1);
      expect(latest().isClosed).toBe(false);
      expect(connections).toHaveLength(2);
      expect(lost).toEqual([BROKEN]);
      await feed.stop();
    },
  );

  it('during a ping that never ends does not end its successor either', async () => {
    const { feed, connections, latest, goLive } = createFeed();
    const first = await goLive();
    await pass(1000);
    first.lose(BROKEN);
    await pass(100);
    latest().open();
    for (let second = 0; second < 10; second++) {
      await pass(1000);
      latest().pings.at(-1)?.answer();
    }
    expect(connections).toHaveLength(2);
    await feed.stop();
    expect(first.isClosed).toBe(true);
  });

  it('is tried again at growing distances of up to five seconds, until one attempt succeeds', async () => {
    const { feed, connections, latest, goLive } = createFeed();
    (await goLive()).lose(BROKEN);
    for (const delayMs of [100, 200, 400, 800, 1600, 3200, 5000, 5000]) {
      const attempts = connections.length;
      await pass(delayMs - 1);
      expect(connections).toHaveLength(attempts);
      await pass(1);
      expect(connections).toHaveLength(attempts + 1);
      latest().refuse();
      await pass(0);
    }
    await pass(5000);
    latest().open();
    await pass(0);
    latest().lose(BROKEN);
    const attempts = connections.length;
    await pass(100);
    expect(connections).toHaveLength(attempts + 1);
    latest().open();
    await pass(0);
    await feed.stop();
  });

  it('before it was ever live counts as one failed attempt', async () => {
    const { feed, connections, latest, lost, goLive } = createFeed();
    (await goLive()).lose(BROKEN);
    await pass(100);
    latest().lose(BROKEN);
    latest().refuse();
    await pass(200);
    expect(connections).toHaveLength(3);
    await pass(60_000);
    expect(connections).toHaveLength(3);
    expect(lost).toEqual([BROKEN]);
    await feed.stop();
  });

  it('makes the caches start empty once its successor listens, and not before (invariant 2)', async () => {
    const { feed, latest, gaps, goLive } = createFeed();
    (await goLive()).lose(BROKEN);
    await pass(100);
    expect(gaps()).toBe(1);
    latest().open();
    await pass(0);
    expect(gaps()).toBe(2);
    await feed.stop();
  });

  it('because a ping fails is given up at once', async () => {
    const { feed, connections, lost, goLive } = createFeed();
    const connection = await goLive();
    await pass(1000);
    connection.pings[0]?.fail();
    await pass(100);
    expect(connection.isClosed).toBe(true);
    expect(lost).toEqual([BROKEN]);
    expect(connections).toHaveLength(2);
    await feed.stop();
  });
});
