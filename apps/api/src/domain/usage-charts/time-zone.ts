const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Local time in a time zone. A local time is given as the milliseconds that UTC would have then. */
export interface TimeZone {
  /** In the usual spelling, such as `Europe/Berlin`. */
  readonly name: string;
  /** Local time minus UTC at a moment. */
  offsetMs(timeMs: number): number;
}

/** `undefined`: there is no time zone of this name. */
export function findTimeZone(name: string): TimeZone | undefined {
  // An offset such as +05:30 is no place, and has no summer time.
  if (!/^[A-Za-z]/.test(name)) return undefined;
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', { ...PARTS, timeZone: name });
  } catch {
    return undefined;
  }
  const { timeZone } = format.resolvedOptions();
  if (timeZone === 'UTC') return { name: 'UTC', offsetMs: () => 0 };
  return { name: timeZone, offsetMs: (timeMs) => localTimeOf(format, timeMs) - toSecond(timeMs) };
}

const PARTS = {
  calendar: 'gregory',
  numberingSystem: 'latn',
  era: 'short',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
  hourCycle: 'h23',
} as const;

/** Some places once had offsets of odd seconds, but none of fractions of a second. */
function toSecond(timeMs: number): number {
  return Math.floor(timeMs / 1000) * 1000;
}

function localTimeOf(format: Intl.DateTimeFormat, timeMs: number): number {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of format.formatToParts(timeMs)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** The first moment of the local day that this moment is in. */
export function startOfDay(zone: TimeZone, timeMs: number): number {
  const localMs = timeMs + zone.offsetMs(timeMs);
  return momentOf(zone, localMs - modulo(localMs, DAY_MS));
}

/** The first moment of the next local day. A day may have 23 or 25 hours. */
export function startOfNextDay(zone: TimeZone, dayStartMs: number): number {
  // Noon of the day is on the same day, however long its morning is.
  const noonMs = dayStartMs + 12 * HOUR_MS;
  const localMs = noonMs + zone.offsetMs(noonMs);
  return momentOf(zone, localMs - modulo(localMs, DAY_MS) + DAY_MS);
}

/** The first moment of the local hour that this moment is in. */
export function startOfHour(zone: TimeZone, timeMs: number): number {
  return timeMs - modulo(timeMs + zone.offsetMs(timeMs), HOUR_MS);
}

/**
 * The first moment at which a day of this local beginning is there. Where clocks are put forward at
 * midnight, that local time never is, and the day begins at the change.
 */
function momentOf(zone: TimeZone, localDayMs: number): number {
  const guessMs = localDayMs - zone.offsetMs(localDayMs);
  const candidateMs = localDayMs - zone.offsetMs(guessMs);
  const isOnDay = (timeMs: number) => timeMs + zone.offsetMs(timeMs) >= localDayMs;
  if (isOnDay(candidateMs) && !isOnDay(candidateMs - 1000)) return candidateMs;
  // No place is more than 15 hours away from UTC.
  let beforeMs = localDayMs - 15 * HOUR_MS;
  let onMs = localDayMs + 15 * HOUR_MS;
  while (onMs - beforeMs > 1000) {
    const middleMs = toSecond((beforeMs + onMs) / 2);
    if (isOnDay(middleMs)) onMs = middleMs;
    else beforeMs = middleMs;
  }
  return onMs;
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
