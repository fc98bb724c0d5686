import { type KeyListSearch, readKeyListSearch } from './filters.js';

/*
 * Views that a reader has saved, in the storage of the browser: they stay on this device. What is
 * stored is read like an address, so a view of an older version opens too.
 */

export interface SavedView {
  readonly name: string;
  readonly search: KeyListSearch;
}

export const VIEWS_MAX = 20;
const NAME_LENGTH_MAX = 60;

export type ViewStorage = Pick<Storage, 'getItem' | 'setItem'>;

const STORED_AS = 'unlatch.keyViews';

export function readViews(storage: ViewStorage): readonly SavedView[] {
  try {
    const stored: unknown = JSON.parse(storage.getItem(STORED_AS) ?? '[]');
    return Array.isArray(stored) ? stored.flatMap(viewOf).slice(0, VIEWS_MAX) : [];
  } catch {
    // A browser may forbid storage, and anything may have been written into it.
    return [];
  }
}

/** The newest first. A view of the same name is replaced. */
export function saveView(storage: ViewStorage, view: SavedView): readonly SavedView[] {
  const name = view.name.trim().slice(0, NAME_LENGTH_MAX);
  if (name === '') return readViews(storage);
  return write(storage, [{ ...view, name }, ...without(readViews(storage), name)]);
}

export function removeView(storage: ViewStorage, name: string): readonly SavedView[] {
  return write(storage, without(readViews(storage), name));
}

function without(views: readonly SavedView[], name: string): readonly SavedView[] {
  return views.filter((view) => view.name !== name);
}

function write(storage: ViewStorage, views: readonly SavedView[]): readonly SavedView[] {
  const kept = views.slice(0, VIEWS_MAX);
  try {
    storage.setItem(STORED_AS, JSON.stringify(kept));
  } catch {
    // Full or forbidden: the view lasts until the page is closed.
  }
  return kept;
}

function viewOf(stored: unknown): SavedView[] {
  if (typeof stored !== 'object' || stored === null) return [];
  const { name, search } = stored as { name?: unknown; search?: unknown };
  if (typeof name !== 'string' || typeof search !== 'object' || search === null) return [];
  return [{ name, search: readKeyListSearch(Object.fromEntries(Object.entries(search))) }];
}
