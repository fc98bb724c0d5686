/** Lengths of time as people write them: `90 s`, `15m`, `1h 30m`, `30 days`. */

const UNITS = [
  { ms: 86_400_000, short: 'd', names: ['d', 'day', 'days'] },
  { ms: 3_600_000, short: 'h', names: ['h', 'hour', 'hours'] },
  { ms: 60_000, short: 'min', names: ['m', 'min', 'minute', 'minutes'] },
  { ms: 1000, short: 's', names: ['s', 'sec', 'second', 'seconds'] },
  { ms: 1, short: 'ms', names: ['ms', 'millisecond', 'milliseconds'] },
] as const;

const PART = /(\d+(?:\.\d+)?)\s*([a-z]+)\s*/y;

/** `undefined`: not a length of time. A number without a unit is refused, since it could be any. */
export function parseDuration(text: string): number | undefined {
  const source = text.trim().toLowerCase();
  if (source === '' || source.length > 64) return undefined;
  let totalMs = 0;
  PART.lastIndex = 0;
  while (PART.lastIndex < source.length) {
    const [, figure, name] = PART.exec(source) ?? [];
    const unit = UNITS.find(({ names }) => names.some((known) => known === name));
    if (figure === undefined || unit === undefined) return undefined;
    totalMs += Number(figure) * unit.ms;
  }
  return Number.isSafeInteger(totalMs) ? totalMs : undefined;
}

/** Exact, so that a form shows what is stored: `1 d 12 h`. */
export function printDuration(durationMs: number): string {
  let restMs = Math.max(0, Math.round(durationMs));
  if (restMs === 0) return '0 s';
  const parts: string[] = [];
  for (const { ms, short } of UNITS) {
    const count = Math.floor(restMs / ms);
    if (count > 0) parts.push(`${count} ${short}`);
    restMs -= count * ms;
  }
  return parts.join(' ');
}
