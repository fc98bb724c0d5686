export type Settled<T> =
  | { readonly value: T }
  | { readonly error: unknown }
  | { readonly late: true };

/** How `work` ends, or that it has not ended in time. The result of late work is ignored. */
export function settleWithin<T>(work: Promise<T>, limitMs: number): Promise<Settled<T>> {
  return new Promise((resolve) => {
    // After a pause of this process, timers run before data that arrived during the pause is read.
    // An answer in that data is in time, so it gets one iteration of the event loop to be read.
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
