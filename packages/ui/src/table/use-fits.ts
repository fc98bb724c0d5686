import { type RefObject, useLayoutEffect, useState } from 'react';

const GAP_PX = 12;
const PADDING_PX = 24;
const TRACK = /minmax\((\d+)px[^)]*\)|(\d+)px|[^\s]+/g;

/** The least width of a grid with these tracks. */
export function leastWidthOf(grid: string): number {
  const tracks = [...grid.matchAll(TRACK)].map(([, least, fixed]) => Number(least ?? fixed ?? 0));
  const gaps = GAP_PX * Math.max(0, tracks.length - 1);
  return tracks.reduce((sum, track) => sum + track, PADDING_PX + gaps);
}

/**
 * Whether the columns have their least widths in the place that the table has. If they have not, its
 * rows become cards, as on a telephone: nothing is cut off at its end.
 *
 * The width is that with its borders, which is the same for rows and for cards. Otherwise a table at
 * the limit would change from one to the other and back without an end.
 */
export function useFits(table: RefObject<HTMLElement | null>, grid: string): boolean {
  const [width, setWidth] = useState<number>();
  useLayoutEffect(() => {
    const element = table.current;
    if (element === null) return;
    const measure = () => setWidth(element.offsetWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [table]);
  return width === undefined || width >= leastWidthOf(grid);
}
