import type { ReactNode } from 'react';
import { Icon } from '../icons.js';
import { cx } from '../lib/class-names.js';
import { type Column, nextSort, type Selection, type Sort } from './columns.js';

interface TableHeadProps<Row> {
  readonly id: string;
  readonly columns: readonly Column<Row>[];
  readonly grid: string;
  readonly rowIds: readonly string[];
  readonly sort?: Sort | undefined;
  readonly onSort?: ((sort: Sort) => void) | undefined;
  readonly selection?: Selection | undefined;
  readonly rowActions?: unknown;
}

/** It stays in view, below the bar of the window. */
export function TableHead<Row>(props: TableHeadProps<Row>): ReactNode {
  const { columns, grid, sort, onSort, selection, rowIds, rowActions } = props;
  return (
    <div
      className="sticky top-bar z-10 rounded-t-control border-b border-line bg-surface"
      role="rowgroup"
    >
      <div
        aria-rowindex={1}
        className="grid h-9 items-center gap-3 px-3 text-xs font-medium text-quiet"
        role="row"
        style={{ gridTemplateColumns: grid }}
      >
        {selection && (
          <span role="columnheader">
            <SelectAll rowIds={rowIds} selection={selection} />
          </span>
        )}
        {columns.map((column) => (
          <HeadCell column={column} key={column.id} onSort={onSort} sort={sort} />
        ))}
        {rowActions !== undefined && (
          <span role="columnheader">
            <span className="sr-only">Actions</span>
          </span>
        )}
      </div>
    </div>
  );
}

const ORDERS = { asc: 'ascending', desc: 'descending' } as const;

function HeadCell<Row>({
  column,
  sort,
  onSort,
}: {
  readonly column: Column<Row>;
  readonly sort: Sort | undefined;
  readonly onSort: ((sort: Sort) => void) | undefined;
}): ReactNode {
  const { id, header, sortable, align } = column;
  const direction = sort?.column === id ? sort.direction : undefined;
  const isRight = align === 'right';
  if (!sortable || onSort === undefined) {
    return (
      <span className={cx('truncate', isRight && 'text-right')} role="columnheader">
        {header}
      </span>
    );
  }
  return (
    <span
      aria-sort={direction === undefined ? 'none' : ORDERS[direction]}
      className={cx('min-w-0', isRight && 'text-right')}
      role="columnheader"
    >
      <button
        className="group inline-flex max-w-full items-center gap-1 rounded font-medium hover:text-text"
        onClick={() => onSort(nextSort(id, sort))}
        type="button"
      >
        <span className="truncate">{header}</span>
        <Icon
          className={cx(
            'shrink-0',
            direction === undefined && 'opacity-0 group-hover:opacity-60 group-focus:opacity-60',
          )}
          name={direction === 'asc' ? 'arrowUp' : 'arrowDown'}
          size={12}
        />
      </button>
    </span>
  );
}

function SelectAll({
  selection: { selected, onChange },
  rowIds,
}: {
  readonly selection: Selection;
  readonly rowIds: readonly string[];
}): ReactNode {
  const chosen = rowIds.filter((id) => selected.has(id)).length;
  const isAll = chosen > 0 && chosen === rowIds.length;
  return (
    <input
      aria-label={isAll ? 'Select none' : 'Select all rows that are loaded'}
      checked={isAll}
      className="block size-4 accent-accent"
      onChange={() => onChange(new Set(isAll ? [] : rowIds))}
      ref={(input) => {
        if (input !== null) input.indeterminate = chosen > 0 && !isAll;
      }}
      type="checkbox"
    />
  );
}
