export type TimeZone = 'local' | 'UTC';

const STEPS = [
  { unit: 'year', ms: 31_557_600_000 },
  { unit: 'month', ms: 2_629_800_000 },
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
] as const;
const NOW_MS = 60_000;

const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'short' });

/** "5 min. ago", "in 3 days", "just now". */
export function formatRelative(momentMs: number, nowMs: number): string {
  const passedMs = momentMs - nowMs;
  const size = Math.abs(passedMs);
  if (size < NOW_MS) return passedMs > 0 ? 'in a moment' : 'just now';
  const step = STEPS.find(({ ms }) => size >= ms);
  if (step === undefined) return 'just now';
  return RELATIVE.format(Math.trunc(passedMs / step.ms), step.unit);
}

/** Such as 2026-11-30 14:05:09 UTC. It sorts, and means the same to every reader. */
export function formatMoment(momentMs: number, zone: TimeZone): string {
  const { year, month, day, hour, minute, second } = partsOf(momentMs, zone);
  const name = zone === 'UTC' ? ' UTC' : '';
  return `${year}-${month}-${day} ${hour}:${minute}:${second}${name}`;
}

/** For the axis of a chart: the day where a day is a step, else the time. */
export function formatTick(momentMs: number, stepMs: number, zone: TimeZone): string {
  const { month, day, hour, minute } = partsOf(momentMs, zone);
  if (stepMs >= 86_400_000 || (hour === '00' && minute === '00')) return `${month}-${day}`;
  return `${hour}:${minute}`;
}

export function startsDay(momentMs: number, zone: TimeZone): boolean {
  const { hour, minute } = partsOf(momentMs, zone);
  return hour === '00' && minute === '00';
}

const FORMATS: Readonly<Record<TimeZone, Intl.DateTimeFormat>> = {
  local: createFormat(undefined),
  UTC: createFormat('UTC'),
};

function createFormat(timeZone: string | undefined): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-GB', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    ...(timeZone === undefined ? {} : { timeZone }),
  });
}

function partsOf(momentMs: number, zone: TimeZone) {
  const parts = FORMATS[zone].formatToParts(momentMs);
  const of = (type: Intl.DateTimeFormatPartTypes) =>
    parts.find((part) => part.type === type)?.value ?? '';
  return {
    year: of('year'),
    month: of('month'),
    day: of('day'),
    hour: of('hour'),
    minute: of('minute'),
    second: of('second'),
  };
}
