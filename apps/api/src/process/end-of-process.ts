import { setTimeout as delay } from 'node:timers/promises';

/** From when the port closes until the process ends, whatever is still under way. */
export const SHUTDOWN_TIMEOUT_MS = 10_000;

/**
 * How long each part is waited for. Together they leave more than a second of it, even if the
 * database is silent all the time: for the disk, where records go that it has not taken. These wait
 * for the database themselves, at the same time as its other clients and for as long.
 */
export const REQUESTS_TIMEOUT_MS = 4000;
export const DATABASE_CLIENTS_TIMEOUT_MS = 4000;
export const CONNECTIONS_TIMEOUT_MS = 500;

/** Listens for good: a terminal signals every process of its group, and npm passes it on again. */
export function firstSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, resolve);
  });
}

/** The same, when load balancers have had time to see that this process will stop. */
export async function afterStopDelay(leaving: Promise<string>, delayMs: number): Promise<string> {
  const reason = await leaving;
  await delay(delayMs);
  return reason;
}
