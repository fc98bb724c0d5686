import { type RefObject, useEffect, useRef } from 'react';

/** What the keys of a table do. `index` is that of the row that they are about. */
export interface RowKeys {
  readonly count: number;
  readonly active: number;
  readonly onMove: (index: number) => void;
  readonly onOpen?: ((index: number) => void) | undefined;
  readonly onSelect?: ((index: number) => void) | undefined;
  readonly onEdit?: ((index: number) => void) | undefined;
}

/**
 * j and k go down and up, x selects, Enter opens, e edits. They work wherever the focus is, unless
 * it is where text is typed, on another control, or in a dialog.
 */
export function useRowKeys(table: RefObject<HTMLElement | null>, keys: RowKeys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isForOthers(event, table.current)) return;
      if (act(event.key, latest.current)) event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [table]);
}

/** Whether the key has done something. */
function act(key: string, keys: RowKeys): boolean {
  const { count, active, onMove, onOpen, onSelect, onEdit } = keys;
  if (count === 0) return false;
  switch (key) {
    case 'j':
      onMove(Math.min(active + 1, count - 1));
      return true;
    case 'k':
      onMove(Math.max(active - 1, 0));
      return true;
    case 'Enter':
      return ofRow(onOpen, active);
    case 'x':
      return ofRow(onSelect, active);
    case 'e':
      return ofRow(onEdit, active);
    default:
      return false;
  }
}

function ofRow(run: ((index: number) => void) | undefined, active: number): boolean {
  if (run === undefined || active < 0) return false;
  run(active);
  return true;
}

const TYPING = 'input:not([type=checkbox]), textarea, select, [contenteditable="true"]';

function isForOthers(event: KeyboardEvent, table: HTMLElement | null): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return true;
  if (document.querySelector('[role=dialog], [role=alertdialog], [role=menu]')) return true;
  const { target } = event;
  if (!(target instanceof HTMLElement)) return false;
  if (target.closest(TYPING)) return true;
  // Enter belongs to the link or the button that has the focus.
  if (event.key === 'Enter' && target.closest('a, button, summary, input')) return true;
  return target !== document.body && event.key === 'Enter' && !table?.contains(target);
}
