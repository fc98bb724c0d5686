/**
 * The result for a spend that could not be granted together with all others of its key.
 * `deny`: it costs more than the balance, and this may be answered.
 * `take`: it is part of what fits. All takes together are attempted as one decrement.
 * `wait`: it fits alone but not beside the takes. It is judged again on a fresh balance.
 */
export type Settlement = 'deny' | 'take' | 'wait';

/**
 * Judges the waiting spends of one key, in order of arrival, on a balance that was just read from a
 * committed row. A spend that does not fit does not block the queue: a later, smaller one is still
 * taken.
 *
 * A denial is final: at the moment of reading, the spend would have overdrawn the balance even
 * alone. A take is only a proposal: the balance may have changed since, so the decrement has to be
 * conditional. The first spend never waits, so repeated judging comes to an end.
 */
export function settleSpends(options: { balance: number; costs: readonly number[] }): Settlement[] {
  let left = options.balance;
  return options.costs.map((cost) => {
    if (cost > options.balance) return 'deny';
    if (cost > left) return 'wait';
    left -= cost;
    return 'take';
  });
}
