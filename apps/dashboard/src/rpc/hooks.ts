import {
  type InfiniteData,
  keepPreviousData,
  type QueryClient,
  type QueryKey,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useWorkspaceId } from '../app/workspace-id.js';
import {
  type CallOptions,
  call,
  type DataOf,
  type ItemOf,
  type ListName,
  type ListPage,
  type OperationName,
  type RequestOf,
} from './call.js';
import { type RpcProblem, toProblem } from './problem.js';

/** Answers are kept by workspace, operation and body. */
export function keyOf(workspaceId: string | undefined, name: OperationName, body?: unknown) {
  return ['rpc', workspaceId ?? '', name, ...(body === undefined ? [] : [body])] satisfies QueryKey;
}

interface ReadOptions {
  /** `false`: it is not asked yet. */
  readonly enabled?: boolean | undefined;
  /** Asked again after so many milliseconds, such as for a live view. */
  readonly everyMs?: number | false | undefined;
  /** Shows the answer to the body before while that to a new one is on its way. */
  readonly keepPrevious?: boolean | undefined;
  readonly staleMs?: number | undefined;
}

const STALE_MS = 10_000;

/** Reads once, and again when a change has touched it. */
export function useRead<Name extends OperationName>(
  name: Name,
  body: RequestOf<Name>,
  options: ReadOptions = {},
) {
  const workspaceId = useWorkspaceId();
  const query = useQuery<DataOf<Name>, RpcProblem>({
    queryKey: keyOf(workspaceId, name, body),
    queryFn: ({ signal }) => call(name, body, { workspaceId, signal }),
    ...optionsOf(options),
    ...(options.keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
  return { ...query, problem: query.error === null ? undefined : toProblem(query.error) };
}

/** Where a page begins. The first one has none. */
type Cursor = string | undefined;

/** A list, page by page. `rows` are those of all pages so far. */
export function useList<Name extends ListName>(
  name: Name,
  body: Omit<RequestOf<Name>, 'cursor'>,
  options: ReadOptions = {},
) {
  const workspaceId = useWorkspaceId();
  type Page = ListPage<ItemOf<Name>>;
  const query = useInfiniteQuery<Page, RpcProblem, InfiniteData<Page>, QueryKey, Cursor>({
    queryKey: keyOf(workspaceId, name, body),
    queryFn: ({ pageParam, signal }) =>
      callPage(name, { ...body, cursor: pageParam }, { workspaceId, signal }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.cursor,
    ...optionsOf(options),
    ...(options.keepPrevious ? { placeholderData: keepPreviousData } : {}),
  });
  const { data, error, hasNextPage, isFetchingNextPage, isPending, fetchNextPage, refetch } = query;
  const rows = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? [], [data]);
  // A page of a search may be empty although more follow. Nothing has been found only at the end.
  const goesOn = rows.length === 0 && hasNextPage && error === null;
  useEffect(() => {
    if (goesOn && !isFetchingNextPage) void fetchNextPage();
  }, [goesOn, isFetchingNextPage, fetchNextPage]);
  return {
    rows,
    total: data?.pages[0]?.total,
    isLoading: isPending || goesOn,
    isFetching: query.isFetching,
    isStale: query.isPlaceholderData,
    problem: error === null ? undefined : toProblem(error),
    refetch: () => void refetch(),
    /** The props of a `DataTable` that belong to a list. */
    table: {
      rows,
      isLoading: isPending || goesOn,
      problem: error === null ? undefined : toProblem(error),
      onRetry: () => void refetch(),
      hasMore: hasNextPage,
      onMore: () => void fetchNextPage(),
      isLoadingMore: isFetchingNextPage,
    },
  };
}

/** What the types of a list promise, without the arithmetic that TypeScript cannot do. */
async function callPage<Name extends ListName>(
  name: Name,
  body: unknown,
  options: CallOptions,
): Promise<ListPage<ItemOf<Name>>> {
  const page: unknown = await call(name, body as RequestOf<Name>, options);
  return page as ListPage<ItemOf<Name>>;
}

interface ChangeOptions<Name extends OperationName> {
  /** The reads that it changes. */
  readonly invalidates?: readonly OperationName[];
  readonly onDone?: (data: DataOf<Name>, body: RequestOf<Name>) => void;
  readonly onFailed?: (problem: RpcProblem, body: RequestOf<Name>) => void;
}

/**
 * Changes something. Each `run` has an idempotency key of its own, so that a repetition by the
 * browser changes nothing twice. `problem` is that of the last attempt.
 */
export function useChange<Name extends OperationName>(
  name: Name,
  { invalidates = [], onDone, onFailed }: ChangeOptions<Name> = {},
) {
  const workspaceId = useWorkspaceId();
  const client = useQueryClient();
  const mutation = useMutation<DataOf<Name>, RpcProblem, RequestOf<Name>>({
    mutationFn: (body) => call(name, body, { workspaceId, idempotencyKey: crypto.randomUUID() }),
    onSuccess: async (data, body) => {
      onDone?.(data, body);
      await invalidate(client, workspaceId, invalidates);
    },
    onError: (error, body) => onFailed?.(toProblem(error), body),
  });
  return {
    run: mutation.mutate,
    runAsync: mutation.mutateAsync,
    isRunning: mutation.isPending,
    problem: mutation.error === null ? undefined : toProblem(mutation.error),
    data: mutation.data,
    reset: mutation.reset,
  };
}

/** `call` for the workspace of the page, for steps that are neither a read nor a single change. */
export function useCall() {
  const workspaceId = useWorkspaceId();
  return <Name extends OperationName>(
    name: Name,
    body: RequestOf<Name>,
    options: Omit<CallOptions, 'workspaceId'> = {},
  ) => call(name, body, { ...options, workspaceId });
}

/** After changes that were made with `useCall`. */
export function useInvalidate() {
  const workspaceId = useWorkspaceId();
  const client = useQueryClient();
  return (...names: readonly OperationName[]) => invalidate(client, workspaceId, names);
}

async function invalidate(
  client: QueryClient,
  workspaceId: string | undefined,
  names: readonly OperationName[],
): Promise<void> {
  const places = names.map((name) => keyOf(isOfAccount(name) ? undefined : workspaceId, name));
  await Promise.all(places.map((queryKey) => client.invalidateQueries({ queryKey })));
}

function isOfAccount(name: string): boolean {
  return name.startsWith('login.') || name.startsWith('account.');
}

function optionsOf({ enabled = true, everyMs = false, staleMs = STALE_MS }: ReadOptions) {
  return { enabled, refetchInterval: everyMs, staleTime: staleMs };
}
