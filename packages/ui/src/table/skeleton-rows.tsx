import type { ReactNode } from 'react';

const ROWS = 10;
const CARDS = 4;
const WIDTHS = ['w-3/5', 'w-4/5', 'w-2/5', 'w-3/4'];

/** Where rows will be, in the same columns. */
export function SkeletonRows({
  columns,
  grid,
  isNarrow,
}: {
  readonly columns: number;
  readonly grid: string;
  readonly isNarrow: boolean;
}): ReactNode {
  if (isNarrow) {
    return Array.from({ length: CARDS }, (_, card) => (
      <div aria-hidden="true" className="skeleton mb-2 h-32" key={card} />
    ));
  }
  return Array.from({ length: ROWS }, (_, row) => (
    <div
      aria-hidden="true"
      className="grid h-row items-center gap-3 border-b border-line px-3 last:border-b-0"
      key={row}
      style={{ gridTemplateColumns: grid }}
    >
      {Array.from({ length: columns }, (_unused, column) => (
        <div className={`skeleton h-3 ${WIDTHS[(row + column) % WIDTHS.length]}`} key={column} />
      ))}
    </div>
  ));
}
