import { cloneElement, lazy, type ReactNode, Suspense, useState } from 'react';
import { IconButton } from '../button.js';
import type { MenuProps } from './menu-props.js';

const MenuPopup = lazy(async () => {
  const { MenuPopup: component } = await import('./menu-popup.js');
  return { default: component };
});

/** A button that opens a list of acts. A page with a menu in each row loads it with the first press. */
export function Menu(props: MenuProps): ReactNode {
  const [wanted, setWanted] = useState(false);
  const trigger = props.trigger ?? <IconButton icon="more" label={props.label} />;
  const closed = cloneElement(trigger, {
    'aria-haspopup': 'menu',
    'aria-expanded': false,
    onClick: () => setWanted(true),
  });
  if (!wanted) return closed;
  return (
    <Suspense fallback={closed}>
      <MenuPopup {...props} trigger={trigger} />
    </Suspense>
  );
}
