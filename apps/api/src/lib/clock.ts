/** Where time comes from. Tests move it by hand. */
export interface Clock {
  /** Wall clock, unix milliseconds: for what is stored and shown. */
  nowMs(): number;
  /** Milliseconds from an arbitrary start, never stepping back: for measuring how long ago. */
  monotonicMs(): number;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
};
