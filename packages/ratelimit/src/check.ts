/** A limit check with all the data of its request. */
export interface Check {
  readonly namespace: string;
  readonly identifier: string;
  readonly limit: number;
  /** Milliseconds; the name is that of the wire. */
  readonly duration: number;
  readonly cost: number;
}

/**
 * The key under which something about the check is remembered. In the service, different limits of
 * one length share a counter. Here they do not, so each knows less.
 */
export function keyOf({ namespace, identifier, limit, duration }: Check): string {
  return JSON.stringify([namespace, identifier, limit, duration]);
}
