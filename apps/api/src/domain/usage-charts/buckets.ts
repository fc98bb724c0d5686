import {
  findTimeZone,
  startOfDay,
  startOfHour,
  startOfNextDay,
  type TimeZone,
} from './time-zone.js';

export type Step = 'minute' | 'hour' | 'day';

/**
 * The buckets of a chart: each begins where the one before ends. So an event is in one of them and
 * only there, also on the days on which clocks are changed.
 */
export interface Buckets {
  readonly step: Step;
  readonly timeZone: string;
  readonly startsMs: readonly number[];
  readonly endMs: number;
  /** Every bucket begins and ends with an hour of UTC, as the sums per hour do. */
  readonly isHourly: boolean;
}

export interface SpanRequest {
  readonly from?: number;
  readonly to?: number;
}

export interface BucketsRequest extends SpanRequest {
  readonly step?: Step | 'auto';
  readonly timeZone?: string;
}

/** What is wrong with the span of a request. */
export interface SpanFault {
  readonly kind: 'fault';
  readonly location: 'body.from' | 'body.to' | 'body.step' | 'body.timeZone';
  readonly message: string;
  readonly fix: string;
}

export interface Span {
  readonly kind: 'span';
  readonly fromMs: number;
  readonly toMs: number;
}

interface Now {
  readonly nowMs: number;
  readonly bucketsMax: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const STEP_MS: Readonly<Record<Step, number>> = { minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS };
/** The last moment that a date can have, less some days of room for time zones. */
const TIME_MAX_MS = 8_640_000_000_000_000 - 3 * DAY_MS;
/** A chart of minutes has at most as many as in three hours, unless the request says otherwise. */
const MINUTES_UNTIL_MS = 3 * HOUR_MS;
const HOURS_UNTIL_MS = 14 * DAY_MS;

/** Whole hours from before `from` to behind `to`, as sums are kept. */
export function planSpan(request: SpanRequest, now: Now): Span | SpanFault {
  const span = readSpan(request, now);
  if (span.kind === 'fault') return span;
  const fault = findTooMany(span, 'day', now);
  if (fault !== undefined) return fault;
  const fromMs = span.fromMs - (span.fromMs % HOUR_MS);
  return { kind: 'span', fromMs, toMs: Math.ceil(span.toMs / HOUR_MS) * HOUR_MS };
}

export function planBuckets(
  request: BucketsRequest,
  now: Now,
): (Buckets & { readonly kind: 'buckets' }) | SpanFault {
  const zone = findTimeZone(request.timeZone ?? 'UTC');
  if (zone === undefined) return UNKNOWN_ZONE;
  const span = readSpan(request, now);
  if (span.kind === 'fault') return span;
  const step = chooseStep(request.step ?? 'auto', span.toMs - span.fromMs);
  const isChosen = request.step !== undefined && request.step !== 'auto';
  const fault = findTooMany(span, step, now, isChosen ? 'body.step' : 'body.from');
  if (fault !== undefined) return fault;
  const { startsMs, endMs } = cut(span, step, zone);
  const isHourly = [...startsMs, endMs].every((timeMs) => timeMs % HOUR_MS === 0);
  return { kind: 'buckets', step, timeZone: zone.name, startsMs, endMs, isHourly };
}

const UNKNOWN_ZONE: SpanFault = {
  kind: 'fault',
  location: 'body.timeZone',
  message: 'is not the name of a time zone',
  fix: 'Use a name of the IANA database, such as Europe/Berlin or UTC.',
};

function readSpan({ from, to }: SpanRequest, { nowMs }: Now): Span | SpanFault {
  // The end is exclusive, and what happens now is shown.
  const toMs = to ?? nowMs + 1;
  const fromMs = from ?? Math.max(0, toMs - DAY_MS);
  if (toMs > TIME_MAX_MS) {
    return fault('body.to', 'is not a time that a date can have', 'Send unix milliseconds.');
  }
  if (fromMs < toMs) return { kind: 'span', fromMs, toMs };
  return from === undefined || to !== undefined
    ? fault('body.to', 'must be later than from', 'Send a later to, or an earlier from.')
    : fault('body.from', 'must be before now', 'Send an earlier from.');
}

function fault(location: SpanFault['location'], message: string, fix: string): SpanFault {
  return { kind: 'fault', location, message, fix };
}

function findTooMany(
  { fromMs, toMs }: Span,
  step: Step,
  { bucketsMax }: Now,
  location: SpanFault['location'] = 'body.from',
): SpanFault | undefined {
  // Two more, since the first and the last bucket may begin before and end behind the span.
  const count = Math.ceil((toMs - fromMs) / STEP_MS[step]) + 2;
  if (count <= bucketsMax) return undefined;
  const message = `would make ${count} points, which is more than ${bucketsMax}`;
  return fault(location, message, 'Ask for a shorter time, or for longer steps.');
}

function chooseStep(step: Step | 'auto', lengthMs: number): Step {
  if (step !== 'auto') return step;
  if (lengthMs <= MINUTES_UNTIL_MS) return 'minute';
  return lengthMs <= HOURS_UNTIL_MS ? 'hour' : 'day';
}

function cut({ fromMs, toMs }: Span, step: Step, zone: TimeZone) {
  const { first, next } = walkOf(step, zone);
  const startsMs: number[] = [];
  let atMs = first(fromMs);
  while (atMs < toMs) {
    startsMs.push(atMs);
    atMs = next(atMs);
  }
  return { startsMs, endMs: atMs };
}

function walkOf(step: Step, zone: TimeZone) {
  switch (step) {
    case 'minute':
      return {
        first: (timeMs: number) => timeMs - (timeMs % MINUTE_MS),
        next: (startMs: number) => startMs + MINUTE_MS,
      };
    case 'hour':
      return {
        first: (timeMs: number) => startOfHour(zone, timeMs),
        // Where clocks are changed by half an hour, the hour after that is shorter.
        next: (startMs: number) =>
          Math.max(startOfHour(zone, startMs + HOUR_MS), startMs + HOUR_MS / 2),
      };
    case 'day':
      return {
        first: (timeMs: number) => startOfDay(zone, timeMs),
        next: (startMs: number) => startOfNextDay(zone, startMs),
      };
  }
}
