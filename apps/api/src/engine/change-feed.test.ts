import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../lib/clock.js';
import type { ChangeListener } from '../store/change-listener.js';
import type { Change } from '../store/changes.js';
import { ChangeFeed } from './change-feed.js';

const REFUSED = new Error('connection refused');
const BROKEN = new Error('connection broken');

/** One attempt to connect. The test decides what becomes of it and of the pings on it. */
class Connection implements ChangeListener {
  readonly pings: { answer(): void; fail(): void }[] = [];
  isClosed = false;
  readonly deliver: (payload: string) => void;
  readonly lose: (reason: Error) => void;
  readonly #settle: { resolve: (listener: ChangeListener) => void; reject: (reason: Error) => void };

  constructor(
    events: { onPayload: (payload: string) => void; onLost: (reason: Error) => void },
    settle: { resolve: (listener: ChangeListener) => void; reject: (reason: Error) => void },
  ) {
    this.deliver = events.onPayload;
    this.lose = events.onLost;
    this.#settle = settle;
  }

  open(): void {
    this.#settle.resolve(this);
  }

  refuse(): void {
    this.#settle.reject(REFUSED);
  }

  ping(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.pings.push({ answer: resolve, fail: () => reject(BROKEN) });
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }
}

function createFeed({ maxStalenessMs = 10_000 } = {}) {
  const connections: Connection[] = [];
  const changes: Change[] = [];
  const lost: unknown[] = [];
  let gaps = 0;
  const feed = new ChangeFeed({
    connect: (events) =>
      new Promise((resolve, reject) => {
        connections.push(new Connection(events, { resolve, reject }));
      }),
    onChange: (change) => changes.push(change),
    onGap: () => {
      gaps += 1;
    },
    onLost: (reason) => lost.push(reason),
    maxStalenessMs,
    clock: systemClock,
  });
  const latest = (): Connection => {
    const connection = connections.at(-1);
    if (connection === undefined) throw new Error('nothing has connected');
    return connection;
  };
  const goLive = async (): Promise<Connection> => {
    const started = feed.start();
    latest().open();
    await started;
    return latest();
  };
  return { feed, connections, changes, lost, gaps: () => gaps, latest, goLive };
}

/** Lets time pass, and everything happen that falls due in it. */
async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
});
afterEach(() => {
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

describe('a live feed', () => {
  it('passes on what it is told, in order', async () => {
    const { feed, changes, goLive } = createFeed();
    const connection = await goLive();
    connection.deliver('key abc+/=');
    connection.deliver('workspace ws_1');
    expect(changes).toEqual([
      { kind: 'key', hash: 'abc+/=' },
      { kind: 'workspace', id: 'ws_1' },
    ]);
    await feed.stop();
  });

  it('assumes the worst of a payload that it does not know', async () => {
    const { feed, changes, gaps, goLive } = createFeed();
    const connection = await goLive();
    expect(gaps()).toBe(1);
    connection.deliver('namespace rlns_1');
    expect(gaps()).toBe(2);
    expect(changes).toEqual([]);
    await feed.stop();
  });

  it('is pinged a second after each answer, and never twice at once', async () => {
    const { feed, goLive } = createFeed();
    const connection = await goLive();
    await pass(999);
    expect(connection.pings).toHaveLength(0);
    await pass(1);
    expect(connection.pings).toHaveLength(1);
    await pass(3000);
    expect(connection.pings).toHaveLength(1);
    connection.pings[0]?.answer();
    await pass(1000);
    expect(connection.pings).toHaveLength(2);
    connection.pings[1]?.answer();
    await feed.stop();
  });
});

describe('isCurrent', () => {
  it('is false before the first connection', () => {
    expect(createFeed().feed.isCurrent()).toBe(false);
  });

  it('counts from the moment at which the first connection was asked for', async () => {
    const { feed, latest } = createFeed({ maxStalenessMs: 10_000 });
    const started = feed.start();
    await pass(4000);
    latest().open();
    await started;
    vi.setSystemTime(Date.now() - 3_600_000);
    await pass(1000);
    latest().pings[0]?.fail();
    await pass(5000);
    expect(feed.isCurrent()).toBe(true);
    await pass(1);
    expect(feed.isCurrent()).toBe(false);
    await feed.stop();
  });

  it('counts from when the answered ping was sent, not from its answer', async () => {
    const { feed, goLive } = createFeed({ maxStalenessMs: 10_000 });
    const connection = await goLive();
    await pass(1000);
    await pass(4000);
    connection.pings[0]?.answer();
    await pass(1000);
    connection.pings[1]?.fail();
    await pass(5000);
    expect(feed.isCurrent()).toBe(true);
    await pass(1);
    expect(feed.isCurrent()).toBe(false);
    await feed.stop();
  });

  it.each([-86_400_000, 86_400_000])('does not see the wall clock step by %i ms', async (stepMs) => {
    const { feed, goLive } = createFeed({ maxStalenessMs: 10_000 });
    const connection = await goLive();
    vi.setSystemTime(Date.now() + stepMs);
    expect(feed.isCurrent()).toBe(true);
    await pass(1000);
    connection.pings[0]?.fail();
    await pass(9001);
    expect(feed.isCurrent()).toBe(false);
    await feed.stop();
  });

  it('comes back with the next connection, after the gap was announced', async () => {
    const { feed, latest, gaps, goLive } = createFeed({ maxStalenessMs: 10_000 });
    (await goLive()).lose(BROKEN);
    await pass(20_000);
    expect(feed.isCurrent()).toBe(false);
    latest().open();
    await pass(0);
    expect(gaps()).toBe(2);
    expect(latest().pings).toHaveLength(0);
    await feed.stop();
  });
});

describe('a connection that is lost', () => {
  it('is closed, told of once, and replaced after 100 ms', async () => {
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

  it('does not take its successor with it', async () => {
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
    'during a ping does not take its successor with it when the ping ends as: %s',
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

  it('during a ping that never ends does not take its successor with it either', async () => {
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

  it('makes the caches start empty once its successor listens, and not before', async () => {
    const { feed, latest, gaps, goLive } = createFeed();
    (await goLive()).lose(BROKEN);
    await pass(100);
    expect(gaps()).toBe(1);
    latest().open();
    await pass(0);
    expect(gaps()).toBe(2);
    await feed.stop();
  });

  it('because it fails a ping is given up at once', async () => {
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

describe('the first connection', () => {
  it('that cannot be made fails the start, and nothing is tried again', async () => {
    const { feed, connections, latest } = createFeed();
    const started = feed.start();
    const outcome = expect(started).rejects.toBe(REFUSED);
    latest().refuse();
    await outcome;
    await pass(60_000);
    expect(connections).toHaveLength(1);
    expect(feed.isCurrent()).toBe(false);
  });
});

describe('stop', () => {
  it('closes the connection and pings no more', async () => {
    const { feed, connections, lost, goLive } = createFeed();
    const connection = await goLive();
    await feed.stop();
    await pass(60_000);
    expect(connection.isClosed).toBe(true);
    expect(connection.pings).toHaveLength(0);
    expect(connections).toHaveLength(1);
    expect(lost).toEqual([]);
  });

  it('during a ping closes the connection, and the end of the ping changes nothing', async () => {
    const { feed, connections, lost, goLive } = createFeed();
    const connection = await goLive();
    await pass(1000);
    await feed.stop();
    connection.pings[0]?.fail();
    await pass(60_000);
    expect(connections).toHaveLength(1);
    expect(lost).toEqual([]);
  });

  it('while waiting to reconnect ends the attempts', async () => {
    const { feed, connections, goLive } = createFeed();
    (await goLive()).lose(BROKEN);
    await feed.stop();
    await pass(60_000);
    expect(connections).toHaveLength(1);
  });

  it('during an attempt closes the connection that it leads to', async () => {
    const { feed, latest, gaps, goLive } = createFeed();
    (await goLive()).lose(BROKEN);
    await pass(100);
    await feed.stop();
    latest().open();
    await pass(0);
    expect(latest().isClosed).toBe(true);
    expect(gaps()).toBe(1);
  });

  it('during an attempt that then fails ends the attempts', async () => {
    const { feed, connections, latest, goLive } = createFeed();
    (await goLive()).lose(BROKEN);
    await pass(100);
    await feed.stop();
    latest().refuse();
    await pass(60_000);
    expect(connections).toHaveLength(2);
  });
});
