import { Combobox as Base } from '@base-ui/react/combobox';
import { type ReactNode, useState } from 'react';
import { Icon } from '../icons.js';
import { cx } from '../lib/class-names.js';
import type { ComboboxItem, ComboboxProps } from './combobox-props.js';
import { CONTROL, Field } from './field.js';

/** A choice among more things than a list can show: the service searches. */
export function ComboboxControl(props: ComboboxProps): ReactNode {
  const { value, onChange, items, search, onSearch, isLoading = false, onCreate } = props;
  const [open, setOpen] = useState(false);
  const create = (text: string) => {
    // As after a choice. An open list would take the next Escape from the dialog around it.
    setOpen(false);
    onCreate?.(text);
  };
  return (
    <Base.Root
      disabled={props.disabled ?? false}
      filter={null}
      inputValue={search}
      isItemEqualToValue={(item: ComboboxItem, other: ComboboxItem) => item.value === other.value}
      itemToStringLabel={(item: ComboboxItem) => item.label}
      items={items}
      onInputValueChange={onSearch}
      onOpenChange={setOpen}
      onValueChange={(item: ComboboxItem | null) => onChange(item)}
      open={open}
      value={value}
    >
      <Field {...props}>
        {(ids) => (
          <div className="relative">
            <Base.Input
              {...ids}
              className={cx(CONTROL, 'h-control pr-16')}
              placeholder={props.placeholder}
            />
            <div className="absolute inset-y-0 right-1 flex items-center text-quiet">
              <Base.Clear aria-label="Clear" className="grid size-6 place-items-center">
                <Icon name="close" />
              </Base.Clear>
              <Base.Trigger aria-label="Show choices" className="grid size-6 place-items-center">
                <Icon name="chevronsUpDown" />
              </Base.Trigger>
            </div>
          </div>
        )}
      </Field>
      <Choices
        isLoading={isLoading}
        label={props.label}
        onCreate={onCreate && create}
        search={search}
      />
    </Base.Root>
  );
}

function Choices({
  isLoading,
  label,
  onCreate,
  search,
}: Pick<ComboboxProps, 'label' | 'onCreate' | 'search'> & {
  readonly isLoading: boolean;
}): ReactNode {
  return (
    <Base.Portal>
      <Base.Positioner className="z-50 outline-none" sideOffset={4}>
        <Base.Popup className="floats max-h-72 w-(--anchor-width) overflow-y-auto rounded-control bg-raised p-1 shadow-float">
          <Base.Empty className="px-2 py-1.5 text-sm text-quiet empty:hidden">
            {isLoading ? 'Searching…' : 'Nothing matches.'}
          </Base.Empty>
          <Base.List aria-label={label}>
            {(item: ComboboxItem) => (
              <Base.Item
                className="flex min-h-8 cursor-default items-center justify-between gap-3 rounded px-2 py-1 text-sm data-highlighted:bg-hover data-selected:font-medium"
                key={item.value}
                value={item}
              >
                <span className="min-w-0 truncate">{item.label}</span>
                {item.note && <span className="mono shrink-0 text-xs text-quiet">{item.note}</span>}
              </Base.Item>
            )}
          </Base.List>
          {onCreate && search.trim() !== '' && !isLoading && (
            <button
              className="mt-1 flex min-h-8 w-full items-center gap-2 rounded border-t border-line px-2 text-left text-sm hover:bg-hover"
              onClick={() => onCreate(search.trim())}
              type="button"
            >
              <Icon name="plus" />
              <span className="truncate">Use “{search.trim()}”</span>
            </button>
          )}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}
