import { useRead } from '../rpc/hooks.js';

export interface Thing {
  readonly id: string;
  readonly name: string;
}

const STALE_MS = 60_000;

/** The things that permissions of a kind can be on, as far as the person may see them. */
export function useGrantNames(kind: string): {
  readonly things: readonly Thing[];
  readonly nameOf: (id: string) => string;
} {
  const apis = useRead(
    'apis.listApis',
    { limit: 100 },
    { enabled: kind === 'api', staleMs: STALE_MS },
  );
  const namespaces = useRead(
    'ratelimit.listNamespaces',
    { limit: 100 },
    { enabled: kind === 'ratelimit', staleMs: STALE_MS },
  );
  const things = kind === 'api' ? apis.data?.items : namespaces.data?.items;
  const found = kind === 'api' || kind === 'ratelimit' ? (things ?? []) : [];
  return { things: found, nameOf: (id) => found.find((thing) => thing.id === id)?.name ?? id };
}
