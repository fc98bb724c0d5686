import { afterEach, beforeEach, expect, vi } from 'vitest';
import { ChangeFeed } from '../src/engine/changes/change-feed.js';
import { systemClock } from '../src/lib/clock/clock.js';
import type { TimeSample } from '../src/lib/clock/clock-offset.js';
import type { ChangeListener } from '../src/store/changes/change-listener.js';
import type { Change } from '../src/store/changes/changes.js';

export const REFUSED = new Error('connection refused');
export const BROKEN = new Error('connection broken');

/** One attempt to connect. The test decides how it ends, and how the pings on it end. */
class Connection implements ChangeListener {
  readonly pings: { answer(databaseMs?: number): void; fail(): void }[] = [];
  isClosed = false;
  readonly deliver: (payload: string) => void;
  readonly lose: (reason: Error) => void;
  readonly #settle: {
    resolve: (listener: ChangeListener) => void;
    reject: (reason: Error) => void;
  };

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

  ping(): Promise<number> {
    return new Promise((resolve, reject) => {
      const answer = (databaseMs = 0) => resolve(databaseMs);
      this.pings.push({ answer, fail: () => reject(BROKEN) });
    });
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }
}

export function createFeed({ maxStalenessMs = 10_000 } = {}) {
  const connections: Connection[] = [];
  const changes: Change[] = [];
  const lost: unknown[] = [];
  const times: TimeSample[] = [];
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
    onTime: (sample) => times.push(sample),
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
  return { feed, connections, changes, lost, times, gaps: () => gaps, latest, goLive };
}

/** Lets time pass, and runs everything that falls due in it. */
export async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
}

/**
 * Time moves, on both scales, only when a test says so. A test that leaves a timer behind fails.
 */
export function useFakeTime(): void {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
  });
  afterEach(() => {
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });
}
