export type Settled<T> =
  | { readonly value: T }
  | { readonly error: unknown }
  | { readonly late: true };

/**
 * How `work` ends, or that it has not ended in time. It goes on then, and how it ends is nobody's
 * concern any more.
 */
export function settleWithin<T>(work: Promise<T>, limitMs: number): Promise<Settled<T>> {
  return new Promise((resolve) => {
    // After a pause of this process, timers run before what came over the network meanwhile.
    // An answer that lies there is in time; it gets one round of the event loop to come up.
    const timer = setTimeout(() => setImmediate(resolve, { late: true }), limitMs);
    work.then(
      (value) => {
        clearTimeout(timer);
        resolve({ value });
      },
      (error) => {
        clearTimeout(timer);
        resolve({ error });
      },
    );
  });
}
