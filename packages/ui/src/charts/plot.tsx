import 'uplot/dist/uPlot.min.css';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import UPlot from 'uplot';
import { useTimeZone } from '../data/time.js';
import { ChartReadout } from './chart-readout.js';
import { type Kind, plotOptions } from './plot-options.js';
import { type ChartProps, plotRows } from './series.js';
import { useThemeVersion } from './use-theme-version.js';

export interface PlotProps extends ChartProps {
  readonly kind: Kind;
  readonly height: number;
}

interface Pointed {
  readonly index: number;
  readonly left: number;
  /** In the right half, where the figures stand at the left of the pointer. */
  readonly isRight: boolean;
}

/**
 * The drawing alone. It is loaded when the first chart is shown. The library draws bars and axes;
 * what is read at the pointer, and what the keys do, is drawn here, so that both say the same.
 */
export function Plot(props: PlotProps): ReactNode {
  const { title, kind, height, onSelectRange, isLastPartial = false } = props;
  const { buckets, series } = useUnchanged({ buckets: props.buckets, series: props.series });
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot>(undefined);
  const select = useRef(onSelectRange);
  select.current = onSelectRange;
  const [pointed, setPointed] = useState<Pointed>();
  const zone = useTimeZone();
  const theme = useThemeVersion();
  const canSelect = onSelectRange !== undefined;
  // Another theme has other colours, so it is drawn anew with each of them.
  useEffect(() => {
    const element = place.current;
    if (element === null || buckets.length === 0) return;
    const options = plotOptions(element, {
      kind,
      buckets,
      series,
      zone,
      height,
      isLastPartial,
      canSelect,
    });
    const made = new UPlot(
      {
        ...options,
        hooks: {
          ...options.hooks,
          setCursor: [(self) => setPointed(pointedAt(self, buckets.length))],
          setSelect: [(self) => chooseRange(self, buckets, select.current)],
        },
      },
      plotRows(kind, buckets, series),
      element,
    );
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      setPointed(undefined);
    };
  }, [buckets, series, kind, zone, height, isLastPartial, canSelect, theme]);
  const move = (index: number) => {
    const made = plot.current;
    if (made === undefined) return;
    made.setCursor({ left: made.valToPos(index, 'x'), top: height / 2 });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = buckets.length - 1;
    const index = pointed?.index ?? last + 1;
    const steps: Record<string, number> = {
      ArrowLeft: index - 1,
      ArrowRight: index + 1,
      Home: 0,
      End: last,
    };
    const next = steps[event.key];
    const bucket = pointed && buckets[pointed.index];
    if (next !== undefined) move(Math.max(0, Math.min(next, last)));
    else if (event.key === 'Enter' && bucket !== undefined) onSelectRange?.(bucket);
    else return;
    event.preventDefault();
  };
  return (
    <div className="relative">
      {/* biome-ignore lint/a11y/useSemanticElements: it is no set of fields. */}
      <div
        aria-keyshortcuts="ArrowLeft ArrowRight Home End Enter"
        aria-label={title}
        className="rounded outline-offset-2"
        onBlur={() => setPointed(undefined)}
        onKeyDown={onKeyDown}
        ref={place}
        role="group"
        style={{ minHeight: height }}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows go from bucket to bucket.
        tabIndex={0}
      />
      {pointed && (
        <ChartReadout
          buckets={buckets}
          index={pointed.index}
          isPartial={isLastPartial && pointed.index === buckets.length - 1}
          isRight={pointed.isRight}
          kind={kind}
          left={pointed.left}
          series={series}
          unit={props.unit}
        />
      )}
    </div>
  );
}

/** Pages make these lists anew each time. A chart is drawn anew only when they say something else. */
function useUnchanged<Value>(value: Value): Value {
  const kept = useRef({ value, text: JSON.stringify(value) });
  const text = JSON.stringify(value);
  if (kept.current.text !== text) kept.current = { value, text };
  return kept.current.value;
}

function pointedAt(plot: UPlot, count: number): Pointed | undefined {
  const { idx, left } = plot.cursor;
  if (idx === null || idx === undefined || left === undefined || left < 0 || idx >= count)
    return undefined;
  const middle = plot.valToPos(idx, 'x');
  return {
    index: idx,
    left: plot.over.offsetLeft + middle,
    isRight: middle > plot.over.clientWidth / 2,
  };
}

const DRAG_PX_MIN = 4;

/** Whole buckets: from the one where the drag began to the one where it ended. */
function chooseRange(
  plot: UPlot,
  buckets: ChartProps['buckets'],
  onSelectRange: ChartProps['onSelectRange'],
): void {
  const { left, width } = plot.select;
  if (width < DRAG_PX_MIN) return;
  const at = (px: number) =>
    Math.max(0, Math.min(Math.round(plot.posToVal(px, 'x')), buckets.length - 1));
  const first = buckets[at(left)];
  const last = buckets[at(left + width)];
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  if (first !== undefined && last !== undefined) onSelectRange?.({ from: first.from, to: last.to });
}
