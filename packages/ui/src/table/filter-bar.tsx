import type { ReactNode } from 'react';
import { Button } from '../button.js';
import { Icon } from '../icons.js';

export interface FilterChip {
  readonly id: string;
  /** Field and value, such as "Status: disabled". */
  readonly label: string;
  readonly onRemove: () => void;
}

export interface FilterBarProps {
  /** The search field. */
  readonly search?: ReactNode;
  /** Controls that set filters. */
  readonly children?: ReactNode;
  /** The filters that hold, each with a way to remove it. They are in the address of the page. */
  readonly chips?: readonly FilterChip[] | undefined;
  readonly onClear?: (() => void) | undefined;
  /** Such as "12 of 10,000". */
  readonly count?: ReactNode;
  readonly actions?: ReactNode;
}

export function FilterBar(props: FilterBarProps): ReactNode {
  const { search, children, chips = [], onClear, count, actions } = props;
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        {search}
        {children}
        <span className="flex-1 max-sm:hidden" />
        {count && (
          <span aria-live="polite" className="tabular text-sm text-quiet">
            {count}
          </span>
        )}
        {actions}
      </div>
      {chips.length > 0 && (
        <ul aria-label="Filters" className="flex flex-wrap items-center gap-1.5">
          {chips.map(({ id, label, onRemove }) => (
            <li key={id}>
              <button
                aria-label={`Remove the filter ${label}`}
                className="inline-flex h-6 max-w-80 items-center gap-1 rounded border border-line-strong bg-surface pr-1 pl-2 text-xs hover:bg-hover pointer-coarse:h-11"
                onClick={onRemove}
                type="button"
              >
                <span className="truncate">{label}</span>
                <Icon name="close" size={12} />
              </button>
            </li>
          ))}
          {onClear && (
            <li>
              <Button className="h-6" kind="quiet" onClick={onClear}>
                Clear all
              </Button>
            </li>
          )}
        </ul>
      )}
    </div>
  );
}

/** What a list has: all that match, of all there are. */
export function ListCount({
  shown,
  total,
  isExact = true,
}: {
  readonly shown?: number | undefined;
  readonly total: number;
  readonly isExact?: boolean | undefined;
}): ReactNode {
  const all = `${total.toLocaleString('en')}${isExact ? '' : '+'}`;
  return shown === undefined || shown === total ? all : `${shown.toLocaleString('en')} of ${all}`;
}
