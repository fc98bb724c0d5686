import type { ReactNode } from 'react';

export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** A track of a CSS grid, such as `minmax(160px, 2fr)` or `110px`. */
  readonly width?: string | undefined;
  /** The service can order by it. Its id is what `onSort` gets. */
  readonly sortable?: boolean | undefined;
  /** Figures stand at the right. */
  readonly align?: 'left' | 'right' | undefined;
  /** On a telephone, a row is a card. The first column is its title; these are left out. */
  readonly hideOnCard?: boolean | undefined;
}

export interface Sort {
  readonly column: string;
  readonly direction: 'asc' | 'desc';
}

export interface Selection {
  readonly selected: ReadonlySet<string>;
  readonly onChange: (selected: ReadonlySet<string>) => void;
}

const WIDTH = 'minmax(100px, 1fr)';

interface GridParts {
  readonly hasSelection: boolean;
  /** Absent: rows have no actions. */
  readonly actionsWidth: string | undefined;
}

/** The tracks of a row: a box for the selection, the columns, the menu of the row. */
export function gridOf<Row>(
  columns: readonly Column<Row>[],
  { hasSelection, actionsWidth }: GridParts,
): string {
  const tracks = columns.map(({ width = WIDTH }) => width);
  return [
    ...(hasSelection ? ['28px'] : []),
    ...tracks,
    ...(actionsWidth === undefined ? [] : [actionsWidth]),
  ].join(' ');
}

/** What a press on the head of a column asks for. */
export function nextSort(column: string, sort: Sort | undefined): Sort {
  const isAscending = sort?.column === column && sort.direction === 'asc';
  const isNew = sort?.column !== column;
  return { column, direction: isAscending || isNew ? 'desc' : 'asc' };
}
