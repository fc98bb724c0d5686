/** A state machine as data: each state, and the states that may follow it. */
export interface StateTable<State extends string> {
  /** The thing that has these states, for the message of a failed assertion. */
  readonly name: string;
  readonly next: Readonly<Record<State, readonly State[]>>;
}

/**
 * Throws on a transition that the table does not have. No input can cause one, so the error means
 * that the code is wrong.
 */
export function assertTransition<State extends string>(
  { name, next }: StateTable<State>,
  from: State,
  to: State,
): void {
  if (!next[from].includes(to)) throw new ImpossibleTransitionError(name, from, to);
}

export class ImpossibleTransitionError extends Error {
  constructor(name: string, from: string, to: string) {
    super(`${name}: ${from} must not be followed by ${to}`);
    this.name = 'ImpossibleTransitionError';
  }
}
