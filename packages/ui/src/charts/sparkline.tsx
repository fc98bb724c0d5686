import type { ReactNode } from 'react';
import { type Series, totalOf } from './series.js';

export interface SparklineProps {
  /** What it shows, with the figure: "36 hours, 1,204 checks, 12 refused". */
  readonly label: string;
  readonly series: readonly Series[];
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** Bars without axes, for a row of a table or a card. */
export function Sparkline({ label, series, width = 120, height = 24 }: SparklineProps): ReactNode {
  const count = Math.max(0, ...series.map(({ values }) => values.length));
  const top = Math.max(1, ...Array.from({ length: count }, (_, index) => totalOf(series, index)));
  const step = width / Math.max(1, count);
  return (
    <svg
      aria-label={label}
      height={height}
      role="img"
      viewBox={`0 0 ${width} ${height}`}
      width={width}
    >
      <title>{label}</title>
      <path d={`M0 ${height - 0.5}H${width}`} stroke="var(--line)" />
      {series.map(({ id, colour }, nth) => (
        <path d={barsOf(series, nth, { count, step, top, height })} fill={colour} key={id} />
      ))}
    </svg>
  );
}

interface Grid {
  readonly count: number;
  readonly step: number;
  readonly top: number;
  readonly height: number;
}

/** The bars of one series on top of those before it, as one path. */
function barsOf(
  series: readonly Series[],
  nth: number,
  { count, step, top, height }: Grid,
): string {
  const lower = series.slice(0, nth);
  const gap = step > 3 ? 1 : 0;
  return Array.from({ length: count }, (_, index) => {
    const value = series[nth]?.values[index] ?? 0;
    if (value === 0) return '';
    const bottom = height * (1 - totalOf(lower, index) / top);
    // What is there must be seen, however little it is.
    const size = Math.max(1, (value / top) * height);
    return `M${index * step} ${bottom}h${step - gap}v${-size}h${gap - step}z`;
  }).join('');
}
