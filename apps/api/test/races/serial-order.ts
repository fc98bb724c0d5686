/** The part of the past that a serial order has to explain: what somebody did and was told. */
export interface Observed<State> {
  /** Moments of one common order. What ended before another began comes before it. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** The state that it leaves behind, or `undefined` if it could not have seen what it saw. */
  readonly apply: (state: State) => State | undefined;
}

/**
 * Whether some order, one after the other, explains everything that was observed and the end. Tries
 * all orders, but gives up on one as soon as it contradicts an observation.
 */
export function isExplainedBySomeOrder<State>(history: {
  readonly initial: State;
  readonly observed: readonly Observed<State>[];
  readonly isEnd: (state: State) => boolean;
}): boolean {
  const { initial, observed, isEnd } = history;
  if (observed.length === 0) return isEnd(initial);
  return observed.some((next) => {
    const rest = observed.filter((other) => other !== next);
    if (rest.some((other) => other.endedAt < next.startedAt)) return false;
    const after = next.apply(initial);
    return after !== undefined && isExplainedBySomeOrder({ initial: after, observed: rest, isEnd });
  });
}
