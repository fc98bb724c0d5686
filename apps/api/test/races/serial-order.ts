/** The part of the past that a serial order has to explain: a request and its response. */
export interface Observed<State> {
  /** Moments of one common order. A request that ended before another began comes before it. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** The state after it, or `undefined` if the observed response was impossible in this state. */
  readonly apply: (state: State) => State | undefined;
  /**
   * True: it got no response. So it took effect at any time since it started, even after
   * `endedAt`, or never.
   */
  readonly isUnknown?: boolean;
}

interface History<State> {
  readonly initial: State;
  /** At most 30. */
  readonly observed: readonly Observed<State>[];
  readonly isEnd: (state: State) => boolean;
}

/**
 * Whether some serial order explains all observations and the end. Tries all orders, but gives up
 * on one as soon as it contradicts an observation, and tries to continue from a state with the same
 * requests left only once.
 */
export function isExplainedBySomeOrder<State extends number | null>(
  history: History<State>,
): boolean {
  const { initial, observed, isEnd } = history;
  if (observed.length > 30) throw new Error('too many observations');
  const tried = new Set<string>();
  const isKnown = (position: number) => observed[position]?.isUnknown !== true;

  function leadsToEnd(state: State, left: readonly number[]): boolean {
    if (isEnd(state) && !left.some(isKnown)) return true;
    const name = `${state} ${left.join()}`;
    if (tried.has(name)) return false;
    tried.add(name);
    return left.some((position) => {
      const next = observed[position];
      if (next === undefined || comesLater(next, left)) return false;
      const after = next.apply(state);
      const rest = left.filter((other) => other !== position);
      return after !== undefined && leadsToEnd(after, rest);
    });
  }

  /** Whether a request that is left must come before this one. */
  function comesLater({ startedAt }: Observed<State>, left: readonly number[]): boolean {
    return left.some((position) => {
      const other = observed[position];
      return other !== undefined && other.isUnknown !== true && other.endedAt < startedAt;
    });
  }

  return leadsToEnd(initial, [...observed.keys()]);
}
