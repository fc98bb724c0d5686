import type { ReactElement } from 'react';
import type { IconName } from '../icons.js';

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
}
