import UPlot from 'uplot';
import { formatTick, startsDay, type TimeZone } from '../lib/time-format.js';
import type { Bucket, Series } from './series.js';

export type Kind = 'bars' | 'lines';

interface Drawing {
  readonly kind: Kind;
  readonly buckets: readonly Bucket[];
  readonly series: readonly Series[];
  readonly zone: TimeZone;
  readonly height: number;
  readonly isLastPartial: boolean;
  readonly canSelect: boolean;
}

const SHORT = new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 });
const TICK_PX = 84;
const GRID_PX = 44;
const BAR_SHARE = 0.82;
const BAR_PX_MAX = 48;
/** So that a chart of three figures has whole steps. */
const STEPS = Array.from({ length: 13 }, (_, power) => 10 ** power).flatMap((unit) => [
  unit,
  2 * unit,
  5 * unit,
]);

/** Buckets are equally wide, whatever the clocks did. So the axis counts buckets, not time. */
export function plotOptions(element: HTMLElement, drawing: Drawing): UPlot.Options {
  const { kind, buckets, series, height, canSelect } = drawing;
  const paint = paintsOf(element);
  return {
    width: element.clientWidth,
    height,
    padding: [8, 4, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      points: { show: kind === 'lines' },
      drag: { x: canSelect, y: false, setScale: false },
    },
    scales: {
      x: { time: false, range: () => [-0.5, Math.max(buckets.length - 0.5, 0.5)] },
      y: { range: (_plot, _min, max) => [0, Math.max(1, max * 1.08)] },
    },
    axes: [xAxis(drawing, paint), yAxis(paint)],
    // The highest pile is drawn first, and the lower ones over it.
    series: [
      {},
      ...[...series]
        .reverse()
        .map((one) =>
          kind === 'bars' ? bars(paint(one.colour)) : line(paint(one.colour), buckets.length),
        ),
    ],
    hooks: {
      draw: drawing.isLastPartial ? [hatchLast(buckets.length, paint('var(--surface)'))] : [],
    },
  };
}

/** A line needs two neighbours. With few buckets, single ones are seen as points. */
const POINTS_MAX = 48;

function line(stroke: string, count: number): UPlot.Series {
  const points = { show: count <= POINTS_MAX, size: 5, fill: stroke };
  return { stroke, width: 1.75, points, spanGaps: false };
}

function bars(fill: string): UPlot.Series {
  const paths = UPlot.paths.bars?.({ size: [BAR_SHARE, BAR_PX_MAX], align: 0 });
  return { fill, stroke: fill, width: 0, points: { show: false }, ...(paths && { paths }) };
}

type Paint = (colour: string) => string;

/** A canvas knows no variables: `var(--line)` becomes what it stands for on this page. */
function paintsOf(element: HTMLElement): Paint {
  const style = getComputedStyle(element);
  return (colour) => {
    const name = /^var\((--[\w-]+)\)$/.exec(colour)?.[1];
    return name === undefined ? colour : style.getPropertyValue(name).trim();
  };
}

const FONT = '11px "Inter Variable", sans-serif';

const DAYS_MIN = 3;

function xAxis({ buckets, zone }: Drawing, paint: Paint): UPlot.Axis {
  const stepMs = (buckets[0]?.to ?? 0) - (buckets[0]?.from ?? 0);
  const days = buckets.flatMap(({ from }, index) => (startsDay(from, zone) ? [index] : []));
  return {
    stroke: paint('var(--quiet)'),
    font: FONT,
    size: 24,
    gap: 4,
    grid: { show: false },
    ticks: { show: false },
    splits: (plot) => {
      const fits = Math.max(1, Math.floor(plot.over.clientWidth / TICK_PX));
      // Over several days, the days say more than single hours.
      const places = days.length < DAYS_MIN ? buckets.map((_, index) => index) : days;
      const every = Math.max(1, Math.ceil(places.length / fits));
      return places.filter((_, nth) => nth % every === 0);
    },
    values: (_plot, splits) =>
      splits.map((index) => {
        const bucket = buckets[index];
        return bucket === undefined ? '' : formatTick(bucket.from, stepMs, zone);
      }),
  };
}

function yAxis(paint: Paint): UPlot.Axis {
  return {
    stroke: paint('var(--quiet)'),
    font: FONT,
    size: 44,
    gap: 6,
    space: GRID_PX,
    incrs: STEPS,
    grid: { stroke: paint('var(--line)'), width: 1 },
    ticks: { show: false },
    values: (_plot, splits) => splits.map((value) => SHORT.format(value)),
  };
}

const HATCH_PX = 6;

/** Strokes over the last bar: it is not over yet. */
function hatchLast(count: number, colour: string) {
  return (plot: UPlot): void => {
    const { ctx, bbox } = plot;
    const step = bbox.width / Math.max(1, count);
    const left = bbox.left + step * (count - 1);
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, bbox.top, step, bbox.height);
    ctx.clip();
    ctx.strokeStyle = colour;
    ctx.lineWidth = 2 * devicePixelRatio;
    ctx.beginPath();
    const gap = HATCH_PX * devicePixelRatio;
    for (let x = left - bbox.height; x < left + step; x += gap) {
      ctx.moveTo(x, bbox.top + bbox.height);
      ctx.lineTo(x + bbox.height, bbox.top);
    }
    ctx.stroke();
    ctx.restore();
  };
}
