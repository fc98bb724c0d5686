const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** In whole minutes, so that what is drawn again within a minute asks the same question. */
export function anHourAgo(nowMs: number): number {
  return Math.floor(nowMs / MINUTE_MS) * MINUTE_MS - HOUR_MS;
}
