/*
 * An act that can be taken back: the request is sent only when the time is over.
 *
 * | state   | leaves it by                                            |
 * |---------|---------------------------------------------------------|
 * | WAITING | the time is over: RUNNING; `undo`: UNDONE; `runNow`: RUNNING |
 * | RUNNING | the end of the request: DONE                            |
 * | UNDONE  | nothing                                                 |
 * | DONE    | nothing                                                 |
 *
 * Invariants: the act runs at most once; after `undo` answered true it never runs. A page that is
 * left while an act waits calls `runNow`, so that what the reader has seen as done is done.
 */

export interface DelayedAct {
  readonly state: () => 'WAITING' | 'RUNNING' | 'UNDONE' | 'DONE';
  /** false: too late, the request is on its way. */
  readonly undo: () => boolean;
  readonly runNow: () => void;
}

export interface Timer {
  readonly set: (callback: () => void, ms: number) => number;
  readonly clear: (id: number) => void;
}

export function delayAct(act: () => Promise<void>, { delayMs, timer }: DelayOptions): DelayedAct {
  let state: ReturnType<DelayedAct['state']> = 'WAITING';
  const run = () => {
    if (state !== 'WAITING') return;
    state = 'RUNNING';
    timer.clear(waiting);
    const end = () => {
      state = 'DONE';
    };
    act().then(end, end);
  };
  const waiting = timer.set(run, delayMs);
  return {
    state: () => state,
    undo: () => {
      if (state !== 'WAITING') return false;
      state = 'UNDONE';
      timer.clear(waiting);
      return true;
    },
    runNow: run,
  };
}

interface DelayOptions {
  readonly delayMs: number;
  readonly timer: Timer;
}
