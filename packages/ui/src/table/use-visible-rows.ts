import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useLayoutEffect, useState } from 'react';

export interface VisibleRow {
  readonly index: number;
  readonly start: number;
  /** Cards differ in height, so each is measured. */
  readonly measure: ((element: HTMLElement | null) => void) | undefined;
}

interface Options<Row> {
  readonly table: RefObject<HTMLElement | null>;
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  readonly isNarrow: boolean;
  readonly onEnd: (() => void) | undefined;
}

const ROW_PX = 36;
const TOUCH_ROW_PX = 44;
const CARD_PX = 150;
/** Rows in the document, those in the window and those around it. */
const ROWS_MAX = 60;
const OVERSCAN_MAX = 6;
const END_ROWS = 15;

/** The rows that are in the window, or nearly so. */
export function useVisibleRows<Row>({ table, rows, rowId, isNarrow, onEnd }: Options<Row>) {
  const [margin, setMargin] = useState(0);
  const size = isNarrow ? CARD_PX : rowHeight();
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => size,
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : rowId(row);
    },
    overscan: overscanOf(size),
    scrollMargin: margin,
  });
  // What stands above the table may change its height with any change of the page.
  useLayoutEffect(() => {
    const body = table.current?.querySelector('[role=rowgroup]:last-of-type') ?? table.current;
    const top = body?.getBoundingClientRect().top;
    if (top !== undefined) setMargin(Math.round(top + window.scrollY));
  });
  useEffect(() => virtualizer.measure(), [isNarrow]);
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= rows.length - END_ROWS) onEnd?.();
  }, [last, rows.length, onEnd]);
  return {
    height: virtualizer.getTotalSize(),
    items: items.map(
      ({ index, start }): VisibleRow => ({
        index,
        start: start - margin,
        measure: isNarrow ? virtualizer.measureElement : undefined,
      }),
    ),
    show: (index: number) => virtualizer.scrollToIndex(index, { align: 'auto' }),
  };
}

function overscanOf(rowPx: number): number {
  const inWindow = Math.ceil(window.innerHeight / rowPx) + 1;
  const around = Math.floor((ROWS_MAX - 1 - inWindow) / 2);
  return Math.max(1, Math.min(OVERSCAN_MAX, around));
}

function rowHeight(): number {
  return window.matchMedia('(pointer: coarse)').matches ? TOUCH_ROW_PX : ROW_PX;
}
