import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { formatMoment, formatRelative, type TimeZone } from '../lib/time-format.js';

const ZoneContext = createContext<TimeZone>('local');

export function TimeZoneProvider({
  zone,
  children,
}: {
  readonly zone: TimeZone;
  readonly children: ReactNode;
}): ReactNode {
  return <ZoneContext value={zone}>{children}</ZoneContext>;
}

export function useTimeZone(): TimeZone {
  return useContext(ZoneContext);
}

export interface TimeProps {
  /** Unix time in milliseconds. */
  readonly value: number;
  /** `relative`: "5 min ago", with the moment in the title. */
  readonly format?: 'relative' | 'absolute' | undefined;
  /** For what happens at a moment of UTC, such as refills. */
  readonly zone?: TimeZone | undefined;
}

const AGAIN_MS = 30_000;

export function Time({ value, format = 'relative', zone }: TimeProps): ReactNode {
  const chosen = useTimeZone();
  const nowMs = useNow(format === 'relative');
  const moment = formatMoment(value, zone ?? chosen);
  const shown = format === 'relative' ? formatRelative(value, nowMs) : moment;
  return (
    <time
      className="tabular whitespace-nowrap"
      dateTime={new Date(value).toISOString()}
      title={format === 'relative' ? moment : undefined}
    >
      {shown}
      {format === 'relative' && <span className="sr-only"> ({moment})</span>}
    </time>
  );
}

/** The present, new every half minute, so that "now" does not stay now. */
function useNow(isWanted: boolean): number {
  const [nowMs, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isWanted) return;
    const timer = setInterval(() => setNow(Date.now()), AGAIN_MS);
    return () => clearInterval(timer);
  }, [isWanted]);
  return nowMs;
}
