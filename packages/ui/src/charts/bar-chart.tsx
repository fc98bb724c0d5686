import { lazy, type ReactNode, Suspense } from 'react';
import { ChartFrame } from './chart-frame.js';
import type { ChartProps } from './series.js';

const Plot = lazy(() =>
  import('./plot.js').then(({ Plot: component }) => ({ default: component })),
);

const HEIGHT_PX = 180;

/** Bars stacked from the first series upwards. */
export function BarChart(props: ChartProps): ReactNode {
  return <Chart {...props} kind="bars" />;
}

/** For latency and other quantities that do not add up. */
export function LineChart(props: ChartProps): ReactNode {
  return <Chart {...props} kind="lines" />;
}

function Chart(props: ChartProps & { readonly kind: 'bars' | 'lines' }): ReactNode {
  const height = props.height ?? HEIGHT_PX;
  return (
    <ChartFrame {...props} height={height}>
      <Suspense fallback={<div aria-hidden="true" className="skeleton" style={{ height }} />}>
        <Plot {...props} height={height} />
      </Suspense>
    </ChartFrame>
  );
}
