import { lazy, type ReactNode, Suspense, useRef } from 'react';
import type { DialogProps, DrawerProps } from './dialog-props.js';

// What floats is loaded when it first opens: no page waits for it.
const DialogWindow = lazy(async () => {
  const { DialogWindow: component } = await import('./dialog-window.js');
  return { default: component };
});
const DrawerWindow = lazy(async () => {
  const { DrawerWindow: component } = await import('./dialog-window.js');
  return { default: component };
});

/** For what is created or confirmed. */
export function Dialog(props: DialogProps): ReactNode {
  if (!useWasOpen(props.open)) return null;
  return (
    <Suspense>
      <DialogWindow {...props} />
    </Suspense>
  );
}

/** For looking at one thing without leaving the list. */
export function Drawer(props: DrawerProps): ReactNode {
  if (!useWasOpen(props.open)) return null;
  return (
    <Suspense>
      <DrawerWindow {...props} />
    </Suspense>
  );
}

/** It stays once it was open, so that it can close with its motion. */
function useWasOpen(open: boolean): boolean {
  const was = useRef(open);
  if (open) was.current = true;
  return was.current;
}
