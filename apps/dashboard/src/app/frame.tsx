import { useLocation } from '@tanstack/react-router';
import { cx, IconButton, Mark, Skeleton } from '@unlatch/ui';
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { FRAME } from '../strings/frame.js';
import { AccountButton } from './account-button.js';
import { useConfirmation } from './use-confirmation.js';
import { useShortcuts } from './use-shortcuts.js';

export const NAVIGATION_LINK =
  'flex h-8 items-center gap-2.5 rounded-control px-2 text-sm text-quiet no-underline hover:bg-hover hover:text-text aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent pointer-coarse:h-11';

interface FrameProps {
  /** At the left of the bar: where the page is. */
  readonly lead: ReactNode;
  readonly navigation: ReactNode;
  readonly children: ReactNode;
}

/** Navigation at the left, a bar above, the page in the rest. */
export function Frame({ lead, navigation, children }: FrameProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const { pathname } = useLocation();
  const shortcuts = useShortcuts();
  const confirmation = useConfirmation();
  useEffect(() => setOpen(false), [pathname]);
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        className="sr-only z-50 rounded-control bg-raised p-2 focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
        href="#content"
      >
        {FRAME.skip}
      </a>
      <header
        className="sticky top-0 z-20 flex h-bar items-center gap-2 border-b border-line bg-background px-3 sm:px-4"
        data-bar=""
      >
        <IconButton
          className="sm:hidden"
          icon="menu"
          label={FRAME.openNavigation}
          onClick={() => setOpen(true)}
        />
        <Mark className="shrink-0 text-accent max-sm:hidden" size={20} />
        <div className="flex min-w-0 flex-1 items-center">{lead}</div>
        {shortcuts.button}
        <div className="flex flex-1 justify-end max-sm:flex-none">
          <AccountButton />
        </div>
      </header>
      <div className="flex min-w-0 flex-1">
        <aside className="sticky top-bar hidden h-[calc(100dvh-var(--bar-height))] w-14 shrink-0 overflow-y-auto border-r border-line p-2.5 sm:block lg:w-nav max-lg:[&_[data-label]]:sr-only max-lg:[&_a]:justify-center">
          {navigation}
        </aside>
        <main className="min-w-0 flex-1" id="content" tabIndex={-1}>
          <Suspense fallback={<Waiting />}>{children}</Suspense>
        </main>
      </div>
      <Sheet isOpen={isOpen} onClose={() => setOpen(false)}>
        {navigation}
      </Sheet>
      {shortcuts.overlays}
      {confirmation}
    </div>
  );
}

function Waiting(): ReactNode {
  return (
    <div className="flex max-w-content flex-col gap-5 px-4 py-5 sm:px-6">
      <Skeleton className="h-7 max-w-60" />
      <Skeleton className="h-40" />
    </div>
  );
}

/** The navigation of a telephone. The browser keeps the focus in it, and closes it on Escape. */
function Sheet({
  isOpen,
  onClose,
  children,
}: {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}): ReactNode {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (isOpen) dialog.current?.showModal();
    else dialog.current?.close();
  }, [isOpen]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it too.
    <dialog
      aria-label={FRAME.navigation}
      className={cx(
        'm-0 h-dvh max-h-none w-70 max-w-[85vw] bg-raised p-3 text-text shadow-float backdrop:bg-backdrop',
        isOpen && 'flex flex-col gap-3',
      )}
      onClick={(event) => event.target === dialog.current && onClose()}
      onClose={onClose}
      ref={dialog}
    >
      {isOpen && (
        <>
          <div className="flex items-center justify-between">
            <span className="flex items-center gap-2 font-semibold">
              <Mark className="text-accent" size={20} />
              Unlatch
            </span>
            <IconButton icon="close" label={FRAME.closeNavigation} onClick={onClose} />
          </div>
          {children}
        </>
      )}
    </dialog>
  );
}
