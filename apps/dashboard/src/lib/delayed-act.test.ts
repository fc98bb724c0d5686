import { describe, expect, it } from 'vitest';
import { delayAct, type Timer } from './delayed-act.js';

function prepare() {
  const waiting = new Map<number, () => void>();
  const timer: Timer = {
    set: (callback) => {
      waiting.set(waiting.size + 1, callback);
      return waiting.size;
    },
    clear: (id) => waiting.delete(id),
  };
  let runs = 0;
  const act = delayAct(
    async () => {
      runs += 1;
    },
    { delayMs: 10_000, timer },
  );
  const elapse = () => {
    for (const callback of waiting.values()) callback();
  };
  return { act, elapse, waiting, runs: () => runs };
}

describe('an act that can be taken back', () => {
  it('runs when the time is over, and then cannot be taken back', async () => {
    const { act, elapse, runs } = prepare();
    expect(act.state()).toBe('WAITING');
    elapse();
    expect(runs()).toBe(1);
    expect(act.undo()).toBe(false);
    await Promise.resolve();
    expect(act.state()).toBe('DONE');
  });

  it('never runs once it is taken back', () => {
    const { act, elapse, waiting, runs } = prepare();
    const late = [...waiting.values()];
    expect(act.undo()).toBe(true);
    elapse();
    for (const callback of late) callback();
    act.runNow();
    expect(runs()).toBe(0);
    expect(act.state()).toBe('UNDONE');
  });

  it('runs once, at once if the page is left', () => {
    const { act, elapse, runs } = prepare();
    act.runNow();
    act.runNow();
    elapse();
    expect(runs()).toBe(1);
  });
});
