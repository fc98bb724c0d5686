import { Dialog as Base } from '@base-ui/react/dialog';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useMemo, useState } from 'react';
import { Icon, type IconName } from '../icons.js';
import { cx } from '../lib/class-names.js';

export interface PaletteItem {
  readonly id: string;
  readonly label: string;
  /** Beside the label, such as an id. */
  readonly note?: string | undefined;
  readonly icon?: IconName | undefined;
  readonly onSelect: () => void;
}

export interface PaletteGroup {
  readonly name: string;
  readonly items: readonly PaletteItem[];
}

export interface CommandPaletteProps {
  readonly title: string;
  readonly placeholder: string;
  readonly search: string;
  readonly onSearch: (search: string) => void;
  /** What matches. Empty groups are left out. */
  readonly groups: readonly PaletteGroup[];
  readonly emptyText: string;
  readonly onClose: () => void;
}

/**
 * A field with a list below it. The focus stays in the field: arrows move the choice, Enter takes
 * it. What comes later from the service does not move a choice that was made.
 */
export function CommandPalette(props: CommandPaletteProps): ReactNode {
  const { title, placeholder, search, onSearch, emptyText, onClose } = props;
  const id = useId();
  const groups = props.groups.filter(({ items }) => items.length > 0);
  const items = useMemo(() => groups.flatMap((group) => group.items), [groups]);
  const [chosenId, setChosen] = useState<string>();
  const found = items.findIndex((item) => item.id === chosenId);
  const chosen = Math.max(0, found);
  // Another search begins at the top again.
  useEffect(() => setChosen(undefined), [search]);
  useEffect(() => {
    document.getElementById(`${id}-${chosen}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, chosen]);
  const take = (item: PaletteItem | undefined) => {
    if (item === undefined) return;
    onClose();
    item.onSelect();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Enter') take(items[chosen]);
    else if (step !== undefined)
      setChosen(items[(chosen + step + items.length) % items.length]?.id);
    else return;
    event.preventDefault();
  };
  return (
    <Base.Root onOpenChange={(open) => open || onClose()} open>
      <Base.Portal>
        <Base.Backdrop className="fades fixed inset-0 z-50 bg-backdrop" />
        <Base.Popup
          aria-label={title}
          className="floats fixed inset-x-3 top-[10vh] z-50 mx-auto flex max-h-[70vh] max-w-150 flex-col overflow-hidden rounded-xl bg-raised shadow-float outline-none"
        >
          <div className="flex items-center gap-2.5 border-b border-line px-4">
            <Icon className="shrink-0 text-quiet" name="search" />
            <input
              aria-activedescendant={items.length > 0 ? `${id}-${chosen}` : undefined}
              aria-autocomplete="list"
              aria-controls={`${id}-list`}
              aria-expanded="true"
              aria-label={title}
              autoComplete="off"
              // biome-ignore lint/a11y/noAutofocus: it was opened to type into it.
              autoFocus
              className="h-12 w-full min-w-0 bg-transparent text-base outline-none placeholder:text-quiet"
              onChange={(event) => onSearch(event.target.value)}
              onKeyDown={onKeyDown}
              placeholder={placeholder}
              role="combobox"
              spellCheck={false}
              value={search}
            />
            <kbd className="mono shrink-0 text-xs text-quiet max-sm:hidden">Esc</kbd>
          </div>
          <div className="min-h-0 overflow-y-auto p-1.5" id={`${id}-list`} role="listbox">
            {items.length === 0 && <p className="px-2.5 py-3 text-sm text-quiet">{emptyText}</p>}
            {groups.map((group) => (
              // biome-ignore lint/a11y/useSemanticElements: a group of options has no element.
              <div aria-label={group.name} key={group.name} role="group">
                <div aria-hidden="true" className="px-2.5 pt-2 pb-1 text-xs text-quiet">
                  {group.name}
                </div>
                {group.items.map((item) => {
                  const index = items.indexOf(item);
                  return (
                    <Option
                      id={`${id}-${index}`}
                      isChosen={index === chosen}
                      item={item}
                      key={item.id}
                      onPoint={() => setChosen(item.id)}
                      onTake={() => take(item)}
                    />
                  );
                })}
              </div>
            ))}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function Option({
  id,
  item: { label, note, icon },
  isChosen,
  onPoint,
  onTake,
}: {
  readonly id: string;
  readonly item: PaletteItem;
  readonly isChosen: boolean;
  readonly onPoint: () => void;
  readonly onTake: () => void;
}): ReactNode {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field.
    <div
      aria-selected={isChosen}
      className={cx(
        'flex min-h-9 cursor-default items-center gap-2.5 rounded-control px-2.5 text-sm pointer-coarse:min-h-11',
        isChosen && 'bg-accent-soft',
      )}
      id={id}
      onClick={onTake}
      onMouseMove={onPoint}
      role="option"
      tabIndex={-1}
    >
      <Icon className="shrink-0 text-quiet" name={icon ?? 'chevronRight'} />
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {note && <span className="mono max-w-[45%] truncate text-xs text-quiet">{note}</span>}
    </div>
  );
}
