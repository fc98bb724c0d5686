import { Menu as Base } from '@base-ui/react/menu';
import type { ReactElement, ReactNode } from 'react';
import { IconButton } from '../button.js';
import { Icon, type IconName } from '../icons.js';
import { cx } from '../lib/class-names.js';

export interface MenuItem {
  readonly label: string;
  readonly onSelect: () => void;
  readonly icon?: IconName | undefined;
  readonly danger?: boolean | undefined;
  /** Why it cannot be chosen. It is shown all the same. */
  readonly blocked?: string | undefined;
  /** Of several choices, the one that holds. */
  readonly checked?: boolean | undefined;
  /** The key that does the same. */
  readonly shortcut?: string | undefined;
}

/** Items, with a line between groups. A group may have a name. */
export interface MenuGroup {
  readonly name?: string | undefined;
  readonly items: readonly MenuItem[];
}

export interface MenuProps {
  readonly groups: readonly MenuGroup[];
  /** The button that opens it. Without one, three dots with this label. */
  readonly trigger?: ReactElement<Record<string, unknown>> | undefined;
  readonly label: string;
  readonly align?: 'start' | 'end' | undefined;
  readonly defaultOpen?: boolean | undefined;
}

export function Menu({ groups, trigger, label, align = 'end', defaultOpen }: MenuProps): ReactNode {
  return (
    <Base.Root defaultOpen={defaultOpen ?? false}>
      <Base.Trigger render={trigger ?? <IconButton icon="more" label={label} />} />
      <Base.Portal>
        <Base.Positioner align={align} className="z-50 outline-none" sideOffset={4}>
          <Base.Popup
            aria-label={label}
            className="floats max-h-(--available-height) min-w-44 overflow-y-auto rounded-control bg-raised p-1 shadow-float outline-none"
          >
            {groups.map((group, index) => (
              <Group group={group} isFirst={index === 0} key={index} />
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function Group({
  group: { name, items },
  isFirst,
}: {
  readonly group: MenuGroup;
  readonly isFirst: boolean;
}): ReactNode {
  return (
    <>
      {!isFirst && <Base.Separator className="my-1 h-px bg-line" />}
      <Base.Group>
        {name && <Base.GroupLabel className="px-2 py-1 text-xs text-quiet">{name}</Base.GroupLabel>}
        {items.map((item) => (
          <Item item={item} key={item.label} />
        ))}
      </Base.Group>
    </>
  );
}

function Item({ item }: { readonly item: MenuItem }): ReactNode {
  const { label, icon, danger, blocked, checked, shortcut } = item;
  return (
    <Base.Item
      className={cx(
        'flex min-h-8 cursor-default items-center gap-2 rounded px-2 text-sm outline-none data-disabled:opacity-55 data-highlighted:bg-hover pointer-coarse:min-h-11',
        danger && 'text-danger',
      )}
      disabled={blocked !== undefined}
      onClick={item.onSelect}
    >
      {icon && <Icon className="shrink-0" name={icon} />}
      <span className="min-w-0 flex-1">
        {label}
        {blocked && <span className="block text-xs text-quiet">{blocked}</span>}
      </span>
      {checked && <Icon name="check" />}
      {checked && <span className="sr-only">(chosen)</span>}
      {shortcut && <kbd className="mono text-xs text-quiet">{shortcut}</kbd>}
    </Base.Item>
  );
}
