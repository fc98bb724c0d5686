import { Button, Icon } from '@unlatch/ui';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { FRAME } from '../strings/frame.js';

const Palette = lazy(() =>
  import('../features/palette/palette.js').then(({ Palette: component }) => ({
    default: component,
  })),
);
const KeyHelp = lazy(() =>
  import('../features/palette/key-help.js').then(({ KeyHelp: component }) => ({
    default: component,
  })),
);

type Overlay = 'none' | 'palette' | 'help';

/** Ctrl-K or Cmd-K finds things, `/` goes to the search of the page, `?` shows all keys. */
export function useShortcuts(): { readonly button: ReactNode; readonly overlays: ReactNode } {
  const [open, setOpen] = useState<Overlay>('none');
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const overlay = overlayOf(event);
      if (overlay === undefined) return;
      event.preventDefault();
      setOpen(overlay);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  const close = () => setOpen('none');
  return {
    button: (
      <Button
        aria-keyshortcuts="Control+K Meta+K"
        className="justify-start font-normal max-sm:border-transparent max-sm:bg-transparent sm:w-72"
        kind="secondary"
        onClick={() => setOpen('palette')}
      >
        <Icon className="text-quiet" name="search" />
        <span className="flex-1 text-left text-quiet max-sm:sr-only">{FRAME.search}</span>
        <kbd className="mono text-xs text-quiet max-sm:hidden">{SHORTCUT}</kbd>
      </Button>
    ),
    overlays: (
      <Suspense>
        {open === 'palette' && <Palette onClose={close} onHelp={() => setOpen('help')} />}
        {open === 'help' && <KeyHelp onClose={close} />}
      </Suspense>
    ),
  };
}

const SHORTCUT = /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘K' : 'Ctrl K';
const TYPING = 'input:not([type=checkbox]), textarea, select, [contenteditable="true"]';

function overlayOf(event: KeyboardEvent): Overlay | undefined {
  const { key, target } = event;
  if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === 'k') return 'palette';
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  if (target instanceof Element && target.closest(TYPING)) return undefined;
  if (document.querySelector('[role=dialog], [role=alertdialog], [role=menu]')) return undefined;
  if (key === '?') return 'help';
  return key === '/' && !focusSearch(event) ? 'palette' : undefined;
}

/** The page may have a search of its own. */
function focusSearch(event: KeyboardEvent): boolean {
  const field = document.querySelector<HTMLInputElement>('[data-slash]');
  if (field === null) return false;
  event.preventDefault();
  field.focus();
  field.select();
  return true;
}
