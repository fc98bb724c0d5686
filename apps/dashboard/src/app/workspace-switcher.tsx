import { Button, Icon } from '@unlatch/ui';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { FRAME } from '../strings/frame.js';
import { useWorkspace } from './session.js';

const WorkspaceMenu = lazy(() =>
  import('./workspace-menu.js').then(({ WorkspaceMenu: component }) => ({ default: component })),
);

/** Which workspace the page is about, and the way to another one. */
export function WorkspaceSwitcher(): ReactNode {
  const [wanted, setWanted] = useState(false);
  const { name } = useWorkspace();
  const face = (
    <>
      <span className="min-w-0 truncate">{name}</span>
      <Icon className="shrink-0 text-quiet" name="chevronsUpDown" />
    </>
  );
  const look = { className: 'min-w-0 max-w-60 px-2', kind: 'quiet' } as const;
  const button = (
    <Button
      {...look}
      aria-haspopup="menu"
      aria-label={`${FRAME.workspace}: ${name}`}
      onClick={() => setWanted(true)}
    >
      {face}
    </Button>
  );
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <WorkspaceMenu
        trigger={
          <Button {...look} aria-label={`${FRAME.workspace}: ${name}`}>
            {face}
          </Button>
        }
      />
    </Suspense>
  );
}
