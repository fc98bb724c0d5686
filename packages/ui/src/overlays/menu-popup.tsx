import { Menu as Base } from '@base-ui/react/menu';
import type { ReactNode } from 'react';
import { Icon } from '../icons.js';
import { cx } from '../lib/class-names.js';
import type { MenuGroup, MenuItem, MenuProps } from './menu-props.js';

/** It is open when it comes: it is loaded by the press of its button. */
export function MenuPopup({
  groups,
  trigger,
  label,
  align = 'end',
}: Required<Pick<MenuProps, 'trigger'>> & MenuProps): ReactNode {
  return (
    <Base.Root defaultOpen>
      <Base.Trigger render={trigger} />
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
