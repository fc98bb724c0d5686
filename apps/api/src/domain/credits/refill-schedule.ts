const DAY_MS = 86_400_000;

/**
 * The first refill strictly after a moment, at 00:00 UTC. With a `day` of null it is on any day,
 * else on that day of the month. If a month is too short for the day, its last day counts, so no
 * month is left out.
 */
export function nextRefillAtMs(options: { day: number | null; afterMs: number }): number {
  const { day, afterMs } = options;
  if (day === null) return (Math.floor(afterMs / DAY_MS) + 1) * DAY_MS;

  const after = new Date(afterMs);
  const year = after.getUTCFullYear();
  const month = after.getUTCMonth();
  const thisMonthMs = refillOfMonthMs(year, month, day);
  return thisMonthMs > afterMs ? thisMonthMs : refillOfMonthMs(year, month + 1, day);
}

function refillOfMonthMs(year: number, month: number, day: number): number {
  // Day 0 of the next month is the last day of this one.
  const dayLast = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(day, dayLast));
}
