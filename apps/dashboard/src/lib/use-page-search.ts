import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import type { RawSearch } from './search-params.js';

export type SearchChange<Search> = {
  readonly [Name in keyof Search]?: Search[Name] | undefined;
};

interface ChangeOptions {
  /** A step of its own in the history of the browser, such as an opened drawer. */
  readonly push?: boolean;
}

/**
 * The state of the page as its address has it, and how to change parts of it. A field that becomes
 * `undefined` leaves the address. `read` is the one that the route validates with.
 */
export function usePageSearch<Search extends object>(
  read: (raw: RawSearch) => Search,
): readonly [Search, (change: SearchChange<Search>, options?: ChangeOptions) => void] {
  const raw: RawSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const change = useCallback(
    (fields: SearchChange<Search>, { push = false }: ChangeOptions = {}) => {
      void navigate({
        to: '.',
        // The route validates what is written here like any other address.
        search: (before: object) => ({ ...before, ...fields }),
        replace: !push,
      });
    },
    [navigate],
  );
  return [read(raw), change];
}
