import { describe, expect, it } from 'vitest';
import { BROKEN, createFeed, pass, REFUSED, useFakeTime } from '../../../test/change-feed.js';
import { ImpossibleTransitionError } from '../../lib/state-machine.js';

useFakeTime();

type Feed = ReturnType<typeof createFeed>;

/** How a new feed comes into each state, and the pending end of `start`, if it has one. */
const INTO: Record<string, (tools: Feed) => Promise<void>> = {
  NEW: async () => undefined,
  'NEW after a failed start': async ({ feed, latest }) => {
    const started = expect(feed.start()).rejects.toBe(REFUSED);
    latest().refuse();
    await started;
  },
  STARTING: async ({ feed }) => {
    void feed.start();
  },
  LIVE: async ({ goLive }) => {
    await goLive();
  },
  PINGING: async ({ goLive }) => {
    await goLive();
    await pass(1000);
  },
  LOST: async ({ goLive }) => {
    (await goLive()).lose(BROKEN);
  },
  RECONNECTING: async ({ goLive }) => {
    (await goLive()).lose(BROKEN);
    await pass(100);
  },
  STOPPED: async ({ feed }) => {
    await feed.stop();
  },
};

const LIVE_STATES = ['LIVE', 'PINGING'];

describe.each(Object.entries(INTO))('a feed that is %s', (state, into) => {
  async function create(): Promise<Feed> {
    const tools = createFeed();
    await into(tools);
    return tools;
  }

  it(`is live: ${LIVE_STATES.includes(state)}`, async () => {
    const { feed } = await create();
    expect(feed.isLive()).toBe(LIVE_STATES.includes(state));
    await feed.stop();
  });

  it(`can be started: ${state.startsWith('NEW')}`, async () => {
    const { feed, connections } = await create();
    const attempts = connections.length;
    const started = feed.start();
    if (state.startsWith('NEW')) {
      connections.at(-1)?.open();
      await started;
      expect(feed.isLive()).toBe(true);
    } else {
      await expect(started).rejects.toThrow(ImpossibleTransitionError);
      expect(connections).toHaveLength(attempts);
    }
    await feed.stop();
  });

  it('once stopped has no connection and makes none, and can be stopped again', async () => {
    const { feed, connections, gaps, lost } = await create();
    const before = { attempts: connections.length, gaps: gaps(), lost: lost.length };
    await feed.stop();
    await feed.stop();
    connections.at(-1)?.open();
    connections.at(-1)?.pings[0]?.fail();
    await pass(60_000);
    expect(feed.isLive()).toBe(false);
    expect(connections.every(({ isClosed }) => isClosed || state.startsWith('NEW'))).toBe(true);
    expect({ attempts: connections.length, gaps: gaps(), lost: lost.length }).toEqual(before);
  });

  it('passes on what a connection still delivers', async () => {
    const { feed, connections, changes } = await create();
    connections.at(-1)?.deliver('workspace ws_1');
    expect(changes).toHaveLength(connections.length === 0 ? 0 : 1);
    await feed.stop();
  });
});
