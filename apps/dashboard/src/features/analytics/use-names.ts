import { useRead } from '../../rpc/hooks.js';

export interface Names {
  readonly apis: readonly { readonly id: string; readonly name: string }[];
  readonly nameOfApi: (id: string) => string;
}

/** What ids in charts are called, as far as the person may see it. */
export function useNames(): Names {
  const list = useRead('apis.listApis', { limit: 100 }, { staleMs: 60_000 });
  const apis = list.data?.items ?? [];
  return { apis, nameOfApi: (id) => apis.find((api) => api.id === id)?.name ?? id };
}
