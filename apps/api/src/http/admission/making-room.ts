/** A connection that may be closed to make room, since no answer is due on it. */
export interface Candidate {
  /** The client's network; `null` for a trusted proxy, which stands for many clients. */
  readonly network: string | null;
  /** Grows with time: when the connection was opened, or had its last answer. */
  readonly quietSince: number;
}

/**
 * The candidates that are to be closed, at most `count`. The network with most connections gives
 * way first, until it has no more than the next one. So a client with many connections makes room
 * for clients with few. Of one network, and of equal ones, those go first that have been quiet for
 * longest: clients that send slowly are among them. Trusted proxies give way last.
 *
 * `openOf`: how many connections a network has, with those on which an answer is due.
 */
export function chooseVictims<Connection extends Candidate>(
  candidates: readonly Connection[],
  { count, openOf }: { readonly count: number; readonly openOf: (network: string) => number },
): Connection[] {
  const left = new Map<string, number>();
  const ranked = candidates
    .toSorted((one, other) => one.quietSince - other.quietSince)
    .map((connection) => {
      const { network } = connection;
      if (network === null) return { connection, height: 0 };
      const height = left.get(network) ?? openOf(network);
      left.set(network, height - 1);
      return { connection, height };
    });
  // The sort keeps the order of those of equal height.
  ranked.sort((one, other) => other.height - one.height);
  return ranked.slice(0, count).map(({ connection }) => connection);
}
