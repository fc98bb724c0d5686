import { IconButton } from '@unlatch/ui';
import type { ReactNode } from 'react';

interface ChipListProps {
  /** What they are, such as "Chosen permissions". */
  readonly label: string;
  readonly items: readonly string[];
  readonly onRemove: (item: string) => void;
  readonly removeLabel: (item: string) => string;
  readonly empty?: ReactNode;
}

/** What has been chosen, each with a way to take it away. */
export function ChipList(props: ChipListProps): ReactNode {
  const { label, items, onRemove, removeLabel, empty } = props;
  if (items.length === 0) return empty && <div className="text-sm text-quiet">{empty}</div>;
  return (
    <ul aria-label={label} className="flex max-h-60 flex-wrap gap-1.5 overflow-y-auto">
      {items.map((item) => (
        <li
          className="inline-flex min-w-0 items-center rounded border border-line-strong bg-surface pl-2"
          key={item}
        >
          <span className="mono min-w-0 truncate text-xs">{item}</span>
          <IconButton
            className="size-7"
            icon="close"
            label={removeLabel(item)}
            onClick={() => onRemove(item)}
          />
        </li>
      ))}
    </ul>
  );
}
