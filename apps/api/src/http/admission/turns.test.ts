import { describe, expect, it } from 'vitest';
import { SpareTime } from './spare-time.js';
import { type TurnPriority, Turns } from './turns.js';

function start({ isMemoryFull = false } = {}) {
  const spareTime = new SpareTime();
  let nowMs = 0;
  const turns = new Turns({ spareTime, nowMs: () => nowMs, isMemoryFull: () => isMemoryFull });
  const begun: string[] = [];
  const refused: string[] = [];
  const enter = (
    priority: TurnPriority,
    name: string,
    costMs = 0,
    isGone = () => false,
    client = '203.0.113.7',
  ) =>
    turns.enter(priority, {
      costMs,
      begin: () => begun.push(name),
      refuse: () => refused.push(name),
      isGone,
      client: () => client,
    });
  const enterMany = (priority: TurnPriority, count: number) => {
    for (let number = 0; number < count; number++) enter(priority, `${priority} ${number}`);
  };
  return {
    turns,
    begun,
    refused,
    enter,
    enterMany,
    spend: () => spareTime.charge(200),
    gain: (ms: number) => spareTime.add({ passedMs: 0, idleMs: ms / 10 }),
    pass(ms: number) {
      nowMs += ms;
    },
  };
}

describe('a turn', () => {
  it('comes at once while there is spare time', () => {
    const { enter, begun } = start();
    enter('document', 'page');
    expect(begun).toEqual(['page']);
  });

  it('comes in the order of urgency when there is spare time again', () => {
    const { turns, enter, begun, spend, gain } = start();
    spend();
    for (const priority of ['document', 'chart', 'list', 'change'] as const) {
      enter(priority, priority, 40);
    }
    turns.tick();
    expect(begun).toEqual([]);
    gain(150);
    turns.tick();
    expect(begun).toEqual(['change', 'list']);
    gain(100);
    turns.tick();
    expect(begun).toEqual(['change', 'list', 'chart', 'document']);
  });

  it('comes in the order of arrival within a priority', () => {
    const { turns, enterMany, begun, spend, gain } = start();
    spend();
    enterMany('change', 3);
    gain(200);
    turns.tick();
    expect(begun).toEqual(['change 0', 'change 1', 'change 2']);
  });

  it.each([
    ['change', 100],
    ['list', 8],
    ['chart', 4],
    ['document', 8],
  ] as const)(
    'of a %s waits while %i others are under way, until one of them ends',
    (priority, count) => {
      const { turns, enterMany, begun } = start();
      enterMany(priority, count + 1);
      expect(begun).toHaveLength(count);
      turns.leave(priority);
      expect(begun).toHaveLength(count + 1);
    },
  );

  it('is not used up by a client that has left', () => {
    const { turns, enter, begun, refused, spend, gain } = start();
    spend();
    enter('list', 'left', 0, () => true);
    enter('list', 'stayed');
    gain(200);
    turns.tick();
    expect({ begun, refused }).toEqual({ begun: ['stayed'], refused: ['left'] });
  });

  it('comes to everything that waits when the service stops', () => {
    const { turns, enterMany, begun, spend } = start();
    spend();
    enterMany('change', 20);
    turns.stop();
    expect(begun).toHaveLength(20);
  });
});

describe('a refusal', () => {
  it.each([
    ['change', 5000],
    ['list', 5000],
    ['chart', 5000],
    ['document', 1000],
  ] as const)('meets a %s after %i ms without a turn, and not before', (priority, waitMs) => {
    const { turns, enter, refused, spend, pass } = start();
    spend();
    enter(priority, 'late');
    pass(waitMs);
    turns.tick();
    expect(refused).toEqual([]);
    pass(1);
    turns.tick();
    expect(refused).toEqual(['late']);
  });

  it.each([
    ['change', 1000],
    ['list', 500],
    ['chart', 100],
    ['document', 100],
  ] as const)('meets a %s at once when %i wait already', (priority, waitingMax) => {
    const { enterMany, refused, spend } = start();
    spend();
    enterMany(priority, waitingMax + 1);
    expect(refused).toEqual([`${priority} ${waitingMax}`]);
  });

  it('meets lists and charts while the memory for answers is full, and nothing else', () => {
    const { enterMany, refused } = start({ isMemoryFull: true });
    for (const priority of ['probe', 'change', 'list', 'chart', 'document'] as const) {
      enterMany(priority, 1);
    }
    expect(refused).toEqual(['list 0', 'chart 0']);
  });

  it('never meets a probe: without spare time, twenty get their turn at each tick', () => {
    const { turns, enterMany, begun, refused, spend, pass } = start();
    spend();
    enterMany('probe', 100);
    pass(60_000);
    turns.tick();
    turns.tick();
    expect(begun).toHaveLength(40);
    expect(refused).toEqual([]);
  });
});

describe('a flood of probes', () => {
  it('does not delay the probe of another client by more than a tick', () => {
    const { turns, enter, enterMany, begun, spend } = start();
    spend();
    enterMany('probe', 1000);
    enter('probe', 'of a supervisor', 0, () => false, '198.51.100.1');
    turns.tick();
    expect(begun).toHaveLength(20);
    expect(begun).toContain('of a supervisor');
    expect(begun).toContain('probe 0');
  });
});
