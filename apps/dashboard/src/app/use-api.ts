import { createContext, useContext } from 'react';
import type { Api } from '../rpc/answers.js';
import { useRead } from '../rpc/hooks.js';

export const ApiContext = createContext<Api | undefined>(undefined);

/** The API of the frame around a page. */
export function useApiOfPage(): Api {
  const api = useContext(ApiContext);
  if (api === undefined) throw new Error('useApiOfPage is used outside of ApiFrame');
  return api;
}

/** An API with its settings. Only the list shows these, and it finds an API by its id. */
export function useApi(apiId: string | undefined) {
  const body = { search: apiId ?? '', limit: 100 };
  const { data, isPending, problem, refetch } = useRead('apis.listApis', body, {
    enabled: apiId !== undefined,
  });
  return {
    api: data?.items.find(({ id }) => id === apiId),
    isLoading: isPending,
    problem,
    refetch: () => void refetch(),
  };
}
