import { setTimeout as delay } from 'node:timers/promises';

/**
 * Listens for good: a terminal signals every process of its group, and npm forwards the signal
 * again.
 */
export function firstSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, resolve);
  });
}

/** Resolves after `leaving`, with time for load balancers to see that this process will stop. */
export async function afterStopDelay(leaving: Promise<string>, delayMs: number): Promise<string> {
  const reason = await leaving;
  await delay(delayMs);
  return reason;
}
