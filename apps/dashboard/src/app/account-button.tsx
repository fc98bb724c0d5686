import { Button, Icon } from '@unlatch/ui';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { FRAME } from '../strings/frame.js';
import { useSession } from './session.js';

const AccountMenu = lazy(() =>
  import('./account-menu.js').then(({ AccountMenu: component }) => ({ default: component })),
);

/** The menu is loaded when the button is pressed: few people need it, and all would wait for it. */
export function AccountButton(): ReactNode {
  const [wanted, setWanted] = useState(false);
  const { user } = useSession();
  const face = (
    <>
      <span
        aria-hidden="true"
        className="grid size-6 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent"
      >
        {initialOf(user.name)}
      </span>
      <span className="max-w-40 truncate font-normal max-md:sr-only">{user.name}</span>
      <Icon className="text-quiet max-sm:hidden" name="chevronDown" />
    </>
  );
  const button = (
    <Button
      aria-haspopup="menu"
      aria-label={`${FRAME.account}: ${user.name}`}
      className="px-1.5"
      kind="quiet"
      onClick={() => setWanted(true)}
    >
      {face}
    </Button>
  );
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <AccountMenu face={face} name={user.name} />
    </Suspense>
  );
}

function initialOf(name: string): string {
  return [...name.trim()][0]?.toUpperCase() ?? '?';
}
