import { queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useMatch } from '@tanstack/react-router';
import { call, type DataOf, setCsrfToken } from '../rpc/call.js';
import { keyOf } from '../rpc/hooks.js';
import { RpcProblem } from '../rpc/problem.js';
import { type May, mayDo } from './may.js';

export type Status = DataOf<'login.getStatus'>;
export type Session = NonNullable<Status['session']>;
export type Workspace = Session['workspaces'][number];

const STATUS_KEY = keyOf(undefined, 'login.getStatus', {});
const FRESH_MS = 60_000;

/** Who is logged in here. The token for changes goes where every call finds it. */
export const statusQuery = queryOptions({
  queryKey: STATUS_KEY,
  queryFn: async ({ signal }) => {
    const status = await call('login.getStatus', {}, { signal });
    setCsrfToken(status.session?.csrfToken);
    return status;
  },
  staleTime: FRESH_MS,
});

/** The answer to log-in, to a new password and the like is a new session. It replaces the old one. */
export function useSetSession() {
  const client = useQueryClient();
  return (session: Session | null) => {
    setCsrfToken(session?.csrfToken);
    client.setQueryData(STATUS_KEY, (before: Status | undefined): Status | undefined =>
      before === undefined ? undefined : { ...before, installation: 'ready', session },
    );
  };
}

export function useStatus(): Status {
  return useSuspenseQuery(statusQuery).data;
}

/** For pages behind the log-in. */
export function useSession(): Session {
  const { session } = useStatus();
  if (session === null) throw notLoggedIn();
  return session;
}

/** The workspace of the page, with what the person may do in it. */
export function useWorkspace(): Workspace {
  const { workspaces } = useSession();
  const slug = useMatch({ from: '/w/$workspace', select: ({ params }) => params.workspace });
  const workspace = workspaces.find((one) => one.slug === slug);
  if (workspace === undefined) throw notLoggedIn();
  return workspace;
}

/**
 * Whether the person has a right, such as `api.create_key`, on all things or on the one with this
 * id. It is for what the page shows: the service judges each call by itself.
 */
export function useMay(right: string, id?: string): May {
  const { grants } = useWorkspace();
  return mayDo(grants, right, id);
}

function notLoggedIn(): RpcProblem {
  return new RpcProblem({
    title: 'Not logged in',
    detail: 'The session has ended. Log in again.',
    status: 401,
  });
}
