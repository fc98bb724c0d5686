import { type MouseEvent, type ReactNode, useEffect, useRef } from 'react';
import { cx } from '../lib/class-names.js';
import type { Column, Selection } from './columns.js';

interface TableRowProps<Row> {
  readonly row: Row;
  readonly rowId: (row: Row) => string;
  readonly index: number;
  readonly start: number;
  readonly measure: ((element: HTMLElement | null) => void) | undefined;
  readonly columns: readonly Column<Row>[];
  readonly grid: string;
  readonly isNarrow: boolean;
  readonly isActive: boolean;
  readonly isMarked?: ((row: Row) => boolean) | undefined;
  readonly selection?: Selection | undefined;
  readonly rowActions?: ((row: Row) => ReactNode) | undefined;
  readonly onOpen?: ((row: Row) => void) | undefined;
  readonly onActivate: () => void;
  readonly onToggle: (() => void) | undefined;
}

const INTERACTIVE = 'a, button, input, select, textarea, label, summary, [role=menu]';

export function TableRow<Row>(props: TableRowProps<Row>): ReactNode {
  const { row, rowId, index, start, measure, isNarrow, isActive, selection, onOpen } = props;
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) element.current?.focus({ preventScroll: true });
  }, [isActive]);
  const isSelected = selection?.selected.has(rowId(row)) ?? false;
  const open = (event: MouseEvent<HTMLElement>) => {
    props.onActivate();
    if (onOpen === undefined || hasOwnMeaning(event)) return;
    onOpen(row);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Enter opens the row, see useRowKeys.
    <div
      aria-rowindex={index + 2}
      aria-selected={selection ? isSelected : undefined}
      className={cx(
        'absolute inset-x-0 top-0 text-sm -outline-offset-2',
        onOpen && 'cursor-pointer',
        isNarrow ? 'pb-2' : ROW,
        !isNarrow && (isSelected || props.isMarked?.(row)) && 'bg-accent-soft',
        !isNarrow && 'hover:bg-hover',
      )}
      data-index={index}
      onClick={open}
      ref={(node) => {
        element.current = node;
        measure?.(node);
      }}
      role="row"
      style={{
        transform: `translateY(${start}px)`,
        ...(isNarrow ? {} : { gridTemplateColumns: props.grid }),
      }}
      tabIndex={isActive ? 0 : -1}
    >
      {isNarrow ? <Card {...props} isSelected={isSelected} /> : <Cells {...props} />}
    </div>
  );
}

const ROW =
  'grid h-row items-center gap-3 border-b border-line px-3 last:border-b-0 [contain:layout_paint]';

function Cells<Row>(props: TableRowProps<Row>): ReactNode {
  const { row, columns, rowActions } = props;
  return (
    <>
      <SelectBox {...props} />
      {columns.map(({ id, cell, align }) => (
        <div
          className={cx('min-w-0 truncate', align === 'right' && 'tabular text-right')}
          key={id}
          role="cell"
        >
          {cell(row)}
        </div>
      ))}
      {rowActions && (
        <div className="flex justify-end" role="cell">
          {rowActions(row)}
        </div>
      )}
    </>
  );
}

/** A link in it is large enough to be pressed. */
const CARD_VALUE =
  'min-w-0 text-right break-words [&_a]:inline-block [&_a]:min-h-6 [&_a]:leading-6';

function Card<Row>(props: TableRowProps<Row> & { readonly isSelected: boolean }): ReactNode {
  const { row, columns, rowActions, isSelected, isMarked } = props;
  const [title, ...others] = columns;
  return (
    <div
      className={cx(
        'rounded-control border border-line bg-surface p-3',
        (isSelected || isMarked?.(row)) && 'border-accent bg-accent-soft',
      )}
    >
      <div className="flex min-h-8 items-center gap-2">
        <SelectBox {...props} />
        <div className="min-w-0 flex-1 font-medium break-words" role="cell">
          {title?.cell(row)}
        </div>
        {rowActions && <div role="cell">{rowActions(row)}</div>}
      </div>
      {others
        .filter(({ hideOnCard }) => !hideOnCard)
        .map(({ id, header, cell }) => (
          <div className="flex min-h-6 items-baseline justify-between gap-3" key={id} role="cell">
            <span className="max-w-3/5 shrink-0 text-xs break-words text-quiet">{header}</span>
            <span className={CARD_VALUE}>{cell(row)}</span>
          </div>
        ))}
    </div>
  );
}

function SelectBox<Row>({ row, rowId, selection, onToggle }: TableRowProps<Row>): ReactNode {
  if (selection === undefined || onToggle === undefined) return null;
  return (
    <div role="cell">
      <input
        aria-label={`Select ${rowId(row)}`}
        checked={selection.selected.has(rowId(row))}
        className="block size-4 accent-accent"
        onChange={onToggle}
        type="checkbox"
      />
    </div>
  );
}

/** A link or a button in the row, or text that is being marked. */
function hasOwnMeaning(event: MouseEvent<HTMLElement>): boolean {
  const { target } = event;
  if (event.defaultPrevented || event.metaKey || event.ctrlKey) return true;
  if (target instanceof Element && target.closest(INTERACTIVE)) return true;
  return (window.getSelection()?.toString() ?? '') !== '';
}
