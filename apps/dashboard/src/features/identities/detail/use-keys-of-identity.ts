import { useQueries } from '@tanstack/react-query';
import { useWorkspaceId } from '../../../app/workspace-id.js';
import type { ItemOf } from '../../../rpc/call.js';
import { keyOf, useCall, useRead } from '../../../rpc/hooks.js';
import { toProblem } from '../../../rpc/problem.js';
import type { Identity } from '../types.js';

export interface KeyOfIdentity {
  readonly key: ItemOf<'apis.listKeys'>;
  readonly apiId: string;
  readonly apiName: string;
}

/** Keys are listed by API, so the page asks each. Workspaces with more APIs are rare. */
const APIS_MAX = 20;
const KEYS_MAX = 100;

/** `isWhole` is false if there may be more keys than these. */
export function useKeysOfIdentity({ externalId }: Identity) {
  const workspaceId = useWorkspaceId();
  const call = useCall();
  const apis = useRead('apis.listApis', { limit: APIS_MAX });
  const found = useQueries({
    queries: (apis.data?.items ?? []).map(({ id }) => {
      const body = { apiId: id, externalId, limit: KEYS_MAX };
      return {
        queryKey: keyOf(workspaceId, 'apis.listKeys', body),
        queryFn: () => call('apis.listKeys', body),
      };
    }),
  });
  const rows = (apis.data?.items ?? []).flatMap(({ id, name }, index): KeyOfIdentity[] =>
    (found[index]?.data?.items ?? []).map((key) => ({ key, apiId: id, apiName: name })),
  );
  const error = apis.error ?? found.find((one) => one.error !== null)?.error ?? null;
  const hasMore = [apis.data, ...found.map(({ data }) => data)].some(
    (page) => page?.cursor !== undefined,
  );
  return {
    rows,
    isWhole: !hasMore,
    isLoading: error === null && (apis.isPending || found.some(({ isPending }) => isPending)),
    problem: error === null ? undefined : toProblem(error),
  };
}
