/** The part of the past that a serial order has to explain: a request and its response. */
export interface Observed<State> {
  /** Moments of one common order. A request that ended before another began comes before it. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** The state after it, or `undefined` if the observed response was impossible in this state. */
  readonly apply: (state: State) => State | undefined;
}

/**
 * Whether some serial order explains all observations and the end. Tries all orders, but gives up
 * on one as soon as it contradicts an observation.
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
