import type { ReactNode } from 'react';
import { formatCount } from '../data/numbers.js';
import { type ChartProps, totalOf } from './series.js';
import { Sparkline } from './sparkline.js';

/** The drawing alone. It is loaded when the first chart is shown. */
export function Plot(
  props: ChartProps & { readonly kind: 'bars' | 'lines'; readonly height: number },
): ReactNode {
  const { title, series, height, buckets } = props;
  const total = buckets.reduce((sum, _, index) => sum + totalOf(series, index), 0);
  return (
    <Sparkline
      height={height}
      label={`${title}: ${formatCount(total)}`}
      series={series}
      width={640}
    />
  );
}
