import type { ReactNode } from 'react';
import { formatCount, formatShare } from '../data/numbers.js';
import { useTimeZone } from '../data/time.js';
import { formatMoment } from '../lib/time-format.js';
import type { Kind } from './plot-options.js';
import { type ChartProps, totalOf } from './series.js';

interface ChartReadoutProps extends Pick<ChartProps, 'buckets' | 'series' | 'unit'> {
  readonly index: number;
  readonly left: number;
  readonly kind: Kind;
  readonly isPartial: boolean;
  readonly isRight: boolean;
}

const WIDTH_PX = 220;
const GAP_PX = 24;

/** All figures of one bucket. It is read out when the keys change it. */
export function ChartReadout(props: ChartReadoutProps): ReactNode {
  const { buckets, series, index, kind, isPartial, unit } = props;
  const zone = useTimeZone();
  const bucket = buckets[index];
  if (bucket === undefined) return null;
  const start = props.isRight ? props.left - WIDTH_PX - GAP_PX : props.left + GAP_PX;
  const total = totalOf(series, index);
  const shown = kind === 'bars' ? series.filter(({ values }) => (values[index] ?? 0) > 0) : series;
  return (
    <div
      aria-live="polite"
      className="pointer-events-none absolute top-0 z-10 max-w-full rounded-control bg-raised px-2.5 py-2 text-xs shadow-float"
      style={{
        width: WIDTH_PX,
        left: `clamp(0px, ${start}px, calc(100% - ${WIDTH_PX}px))`,
      }}
    >
      <div className="mb-1 text-quiet">
        {formatMoment(bucket.from, zone)}
        {isPartial && ' (not over yet)'}
      </div>
      <table className="tabular w-full">
        <tbody>
          {shown.map(({ id, label, colour, glyph, values }) => (
            <tr key={id}>
              <th className="max-w-32 truncate text-left font-normal" scope="row">
                <span aria-hidden="true" className="mr-1.5" style={{ color: colour }}>
                  {glyph}
                </span>
                {label}
              </th>
              <td className="pl-2 text-right">
                {figure(values[index], unit)}
                {kind === 'bars' && shown.length > 1 && (
                  <span className="text-quiet"> {formatShare(values[index] ?? 0, total)}</span>
                )}
              </td>
            </tr>
          ))}
          {kind === 'bars' && shown.length !== 1 && (
            <tr className="font-medium">
              <th className="text-left" scope="row">
                Total
              </th>
              <td className="text-right">{figure(total, unit)}</td>
            </tr>
          )}
        </tbody>
      </table>
    </div>
  );
}

function figure(value: number | null | undefined, unit: string | undefined): string {
  if (value === null || value === undefined) return 'not known';
  return unit === undefined ? formatCount(value) : `${formatCount(value)} ${unit}`;
}
