import { InvalidRequestError } from '@unlatch/api/models/errors';

type Unit = 'ms' | 's' | 'm' | 'h' | 'd' | 'w';

/**
 * A length of time as text: a number, fractions allowed, and a unit from milliseconds to weeks.
 *
 * @example
 * const durations: Duration[] = ['250ms', '10 s', '1.5m', '1h', '30 d', '2w'];
 */
export type Duration = `${number}${Unit}` | `${number} ${Unit}`;

/** Rounded to whole milliseconds. A number means milliseconds; the service validates it. */
export function toMs(duration: Duration | number): number {
  if (typeof duration === 'number') return duration;
  const [, amount, unit] = /^(\d+(?:\.\d+)?) ?(ms|[smhdw])$/.exec(duration) ?? [];
  const unitMs = unitsMs.get(unit);
  if (unitMs !== undefined) return Math.round(Number(amount) * unitMs);
  // In JavaScript no template type prevents a wrong text.
  throw new InvalidRequestError(
    `"${duration}" is no duration; write a number and one of ms, s, m, h, d, w, such as "10s"`,
  );
}

const unitsMs = /* @__PURE__ */ new Map<string | undefined, number>([
  ['ms', 1],
  ['s', 1_000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
  ['w', 604_800_000],
]);
