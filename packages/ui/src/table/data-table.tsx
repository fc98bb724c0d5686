import { type ReactNode, useId, useRef, useState } from 'react';
import { Button } from '../button.js';
import { ErrorState } from '../feedback/states.js';
import type { ProblemShown } from '../lib/problem.js';
import { useIsNarrow } from '../lib/use-is-narrow.js';
import { type Column, gridOf, type Selection, type Sort } from './columns.js';
import { SkeletonRows } from './skeleton-rows.js';
import { TableHead } from './table-head.js';
import { TableRow } from './table-row.js';
import { useFits } from './use-fits.js';
import { useRowKeys } from './use-row-keys.js';
import { useVisibleRows } from './use-visible-rows.js';

/**
 * Rows that the service has sorted and filtered. Only those in view are in the document, 60 at
 * most. Under 640 px, and where the columns have not the room for their least widths, each row is a
 * card.
 */
export interface DataTableProps<Row> {
  /** What the rows are, such as "Keys". */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  /** A press on the row, and Enter. The first column should have a link to the same place. */
  readonly onOpen?: ((row: Row) => void) | undefined;
  readonly onEdit?: ((row: Row) => void) | undefined;
  /** The menu of the row. */
  readonly rowActions?: ((row: Row) => ReactNode) | undefined;
  /** For more than a menu, such as `80px`. */
  readonly actionsWidth?: string | undefined;
  readonly sort?: Sort | undefined;
  readonly onSort?: ((sort: Sort) => void) | undefined;
  readonly selection?: Selection | undefined;
  readonly isLoading?: boolean | undefined;
  readonly problem?: ProblemShown | undefined;
  readonly onRetry?: (() => void) | undefined;
  readonly hasMore?: boolean | undefined;
  /** Called when the last rows come into view. */
  readonly onMore?: (() => void) | undefined;
  readonly isLoadingMore?: boolean | undefined;
  /** Instead of rows, where there are none. */
  readonly empty: ReactNode;
  /** Rows that stand out, such as one that was just made. */
  readonly isMarked?: ((row: Row) => boolean) | undefined;
}

const ACTIONS_WIDTH = '44px';

export function DataTable<Row>(props: DataTableProps<Row>): ReactNode {
  const { rows, isLoading = false, problem, onRetry, empty } = props;
  if (problem !== undefined && rows.length === 0) {
    return <ErrorState onRetry={onRetry} problem={problem} />;
  }
  if (!isLoading && rows.length === 0) return empty;
  return <Filled {...props} />;
}

function Filled<Row>(props: DataTableProps<Row>): ReactNode {
  const { label, columns, rows, rowId, selection, rowActions, isLoading = false } = props;
  const table = useRef<HTMLDivElement>(null);
  const headId = useId();
  const { actionsWidth = ACTIONS_WIDTH } = props;
  const grid = gridOf(columns, {
    hasSelection: selection !== undefined,
    actionsWidth: rowActions && actionsWidth,
  });
  const isOnPhone = useIsNarrow();
  const fits = useFits(table, grid);
  const isNarrow = isOnPhone || !fits;
  const [active, setActive] = useState(-1);
  const visible = useVisibleRows({ table, rows, rowId, isNarrow, ...moreOf(props) });
  const at = (index: number) => rows[index];
  const toggle = (row: Row) => selection?.onChange(toggled(selection.selected, rowId(row)));
  const move = (index: number) => {
    setActive(index);
    visible.show(index);
  };
  useRowKeys(table, {
    count: rows.length,
    active,
    onMove: move,
    onOpen: props.onOpen && ((index) => withRow(at(index), props.onOpen)),
    onEdit: props.onEdit && ((index) => withRow(at(index), props.onEdit)),
    onSelect: selection && ((index) => withRow(at(index), toggle)),
  });
  return (
    <div className="min-w-0 rounded-control border border-line bg-surface max-sm:border-0 max-sm:bg-transparent">
      <div
        aria-busy={isLoading}
        aria-label={label}
        aria-rowcount={props.hasMore ? -1 : rows.length + 1}
        ref={table}
        role="table"
      >
        {!isNarrow && (
          <TableHead {...props} grid={grid} id={headId} rowIds={rows.map((row) => rowId(row))} />
        )}
        {isLoading && rows.length === 0 ? (
          <SkeletonRows columns={columns.length} grid={grid} isNarrow={isNarrow} />
        ) : (
          <div className="relative" role="rowgroup" style={{ height: visible.height }}>
            {visible.items.map(({ index, start, measure }) => {
              const row = at(index);
              if (row === undefined) return null;
              return (
                <TableRow
                  {...props}
                  grid={grid}
                  index={index}
                  isActive={index === active}
                  isNarrow={isNarrow}
                  key={rowId(row)}
                  measure={measure}
                  onActivate={() => setActive(index)}
                  onToggle={selection && (() => toggle(row))}
                  row={row}
                  start={start}
                />
              );
            })}
          </div>
        )}
      </div>
      <More hasMore={props.hasMore} isLoadingMore={props.isLoadingMore} onMore={props.onMore} />
    </div>
  );
}

type MoreProps = Pick<DataTableProps<unknown>, 'hasMore' | 'onMore' | 'isLoadingMore'>;

function More({ hasMore, onMore, isLoadingMore }: MoreProps): ReactNode {
  if (!hasMore || onMore === undefined) return null;
  return (
    <div className="flex justify-center p-2">
      <Button busy={isLoadingMore && 'Loading…'} kind="quiet" onClick={onMore}>
        Show more
      </Button>
    </div>
  );
}

function moreOf<Row>({ hasMore = false, isLoadingMore = false, onMore }: DataTableProps<Row>) {
  return { onEnd: hasMore && !isLoadingMore ? onMore : undefined };
}

function toggled(selected: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return next;
}

function withRow<Row>(row: Row | undefined, run: ((row: Row) => void) | undefined): void {
  if (row !== undefined) run?.(row);
}
