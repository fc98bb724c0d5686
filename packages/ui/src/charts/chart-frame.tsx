import { type ReactNode, useState } from 'react';
import { IconButton } from '../button.js';
import { formatCount } from '../data/numbers.js';
import { useTimeZone } from '../data/time.js';
import { formatMoment } from '../lib/time-format.js';
import { type ChartProps, downloadText, toCsv, totalOf } from './series.js';

/** Around every chart: its sentence, the same numbers as a table and as CSV. */
export function ChartFrame({
  title,
  buckets,
  series,
  unit,
  fileName = 'chart',
  isLoading = false,
  height = 180,
  children,
}: ChartProps & { readonly children: ReactNode }): ReactNode {
  const [isTable, setTable] = useState(false);
  const save = () => downloadText(`${fileName}.csv`, 'text/csv', toCsv(buckets, series));
  return (
    <figure className="min-w-0 rounded-control border border-line bg-surface p-3">
      <figcaption className="mb-2 flex items-center justify-between gap-2">
        <span className="min-w-0 text-sm font-medium">
          {/* The title has the sum of the numbers, which are not here yet. */}
          {isLoading ? <span aria-hidden="true" className="skeleton block h-4 w-48" /> : title}
        </span>
        <span className="flex shrink-0">
          <IconButton
            aria-pressed={isTable}
            disabled={isLoading}
            icon="table"
            label={isTable ? 'Show as a chart' : 'Show as a table'}
            onClick={() => setTable(!isTable)}
          />
          <IconButton disabled={isLoading} icon="download" label="Save as CSV" onClick={save} />
        </span>
      </figcaption>
      {isLoading ? (
        <div aria-hidden="true" className="skeleton" style={{ height }} />
      ) : isTable ? (
        <Numbers buckets={buckets} label={title} series={series} unit={unit} />
      ) : (
        children
      )}
      {series.length > 1 && !isTable && <Legend series={series} />}
    </figure>
  );
}

/** What the colours mean, with the sum of each. */
function Legend({ series }: Pick<ChartProps, 'series'>): ReactNode {
  const shown = series.filter(({ values }) => values.some((value) => value !== null && value > 0));
  if (shown.length === 0) return null;
  return (
    <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1 pl-11 text-xs text-quiet">
      {shown.map(({ id, label, colour, glyph }) => (
        <li className="flex items-center gap-1.5" key={id}>
          <span aria-hidden="true" style={{ color: colour }}>
            {glyph}
          </span>
          {label}
        </li>
      ))}
    </ul>
  );
}

function Numbers({
  label,
  buckets,
  series,
  unit,
}: Pick<ChartProps, 'buckets' | 'series' | 'unit'> & { readonly label: string }): ReactNode {
  const zone = useTimeZone();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be in reach of keys.
    <section aria-label={label} className="max-h-72 overflow-auto" tabIndex={0}>
      <table className="tabular w-full text-sm">
        <thead className="sticky top-0 bg-surface text-left text-xs text-quiet">
          <tr>
            <th className="py-1 pr-3 font-medium" scope="col">
              From
            </th>
            {series.map(({ id, label: name }) => (
              <th className="px-2 py-1 text-right font-medium" key={id} scope="col">
                {name}
                {unit && ` (${unit})`}
              </th>
            ))}
            {series.length > 1 && (
              <th className="pl-2 text-right font-medium" scope="col">
                Total
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {buckets.map(({ from }, index) => (
            <tr className="border-t border-line" key={from}>
              <th className="py-1 pr-3 text-left font-normal whitespace-nowrap" scope="row">
                {formatMoment(from, zone)}
              </th>
              {series.map(({ id, values }) => (
                <td className="px-2 text-right" key={id}>
                  {values[index] == null ? '' : formatCount(values[index])}
                </td>
              ))}
              {series.length > 1 && (
                <td className="pl-2 text-right">{formatCount(totalOf(series, index))}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
