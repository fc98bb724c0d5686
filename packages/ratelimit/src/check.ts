/** A check with all that is needed to ask for it. */
export interface Check {
  readonly namespace: string;
  readonly identifier: string;
  readonly limit: number;
  /** Milliseconds; named as on the wire. */
  readonly duration: number;
  readonly cost: number;
}

/**
 * Under which key to remember something about it. Different limits of one length share a counter
 * of the service; that they do not share it here only means that each knows less.
 */
export function keyOf({ namespace, identifier, limit, duration }: Check): string {
  return JSON.stringify([namespace, identifier, limit, duration]);
}
