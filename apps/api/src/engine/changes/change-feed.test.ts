import { describe, expect, it, vi } from 'vitest';
import { BROKEN, createFeed, pass, REFUSED, useFakeTime } from '../../../test/change-feed.js';

useFakeTime();

describe('a live feed', () => {
  it('passes on every notification, in order (invariant 1)', async () => {
    const { feed, changes, goLive } = createFeed();
    const connection = await goLive();
    connection.deliver('key ws_1 abc+/=');
    connection.deliver('workspace ws_1');
    expect(changes).toEqual([
      { kind: 'key', workspaceId: 'ws_1', hash: 'abc+/=' },
      { kind: 'workspace', id: 'ws_1' },
    ]);
    await feed.stop();
  });

  it('treats an unknown payload as a gap (invariant 1)', async () => {
    const { feed, changes, gaps, goLive } = createFeed();
    const connection = await goLive();
    expect(gaps()).toBe(1);
    connection.deliver('namespace rlns_1');
    expect(gaps()).toBe(2);
    expect(changes).toEqual([]);
    await feed.stop();
  });

  it('reports the time of the database for each ping, between its sending and its answer', async () => {
    const { feed, times, goLive } = createFeed();
    const connection = await goLive();
    await pass(1000);
    const sentMs = performance.now();
    await pass(40);
    connection.pings[0]?.answer(1_700_000_000_000);
    await pass(0);
    expect(times).toEqual([{ sentMs, receivedMs: sentMs + 40, remoteMs: 1_700_000_000_000 }]);
    await feed.stop();
  });

  it('is pinged a second after each answer, and never twice at once (invariant 5)', async () => {
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

  it('is false after a suspension, which only the wall clock counts, until an answer (invariant 4)', async () => {
    const { feed, goLive } = createFeed({ maxStalenessMs: 10_000 });
    const connection = await goLive();
    vi.setSystemTime(Date.now() + 10_001);
    expect(feed.isCurrent()).toBe(false);
    await pass(1000);
    connection.pings[0]?.answer();
    await pass(0);
    expect(feed.isCurrent()).toBe(true);
    await feed.stop();
  });

  it('counts from the moment at which the first connection was asked for (invariant 3)', async () => {
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

  it('counts from when the answered ping was sent, not from its answer (invariant 3)', async () => {
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

  it('is not stretched by a wall clock that is set back (invariant 4)', async () => {
    const { feed, goLive } = createFeed({ maxStalenessMs: 10_000 });
    const connection = await goLive();
    vi.setSystemTime(Date.now() - 86_400_000);
    expect(feed.isCurrent()).toBe(true);
    await pass(1000);
    connection.pings[0]?.fail();
    await pass(9001);
    expect(feed.isCurrent()).toBe(false);
    await feed.stop();
  });

  it('comes back with the next connection, after the gap was announced (invariant 2)', async () => {
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
