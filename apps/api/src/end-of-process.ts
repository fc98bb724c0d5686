/** From the request to stop until what is still under way is given up. */
export const SHUTDOWN_TIMEOUT_MS = 10_000;

/** Listens for good: a terminal signals every process of its group, and npm passes it on again. */
export function firstSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, resolve);
  });
}
