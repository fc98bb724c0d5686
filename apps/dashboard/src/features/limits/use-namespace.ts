import { createContext, useContext } from 'react';
import type { ItemOf } from '../../rpc/call.js';

export type Namespace = ItemOf<'ratelimit.listNamespaces'>;

/** The namespace of the page, which its frame has loaded. */
export const NamespaceContext = createContext<Namespace | undefined>(undefined);

export function useNamespaceOfPage(): Namespace {
  const namespace = useContext(NamespaceContext);
  if (namespace === undefined) throw new Error('the page is not in the frame of a namespace');
  return namespace;
}
