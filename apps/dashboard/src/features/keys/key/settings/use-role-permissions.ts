import { useQueries } from '@tanstack/react-query';
import { useWorkspaceId } from '../../../../app/workspace-id.js';
import { call } from '../../../../rpc/call.js';
import { keyOf } from '../../../../rpc/hooks.js';
import { toProblem } from '../../../../rpc/problem.js';

/** What roles give together. A key has 100 roles at most, and hardly ever more than three. */
export function useRolePermissions(roles: readonly string[]) {
  const workspaceId = useWorkspaceId();
  return useQueries({
    queries: roles.map((role) => ({
      queryKey: keyOf(workspaceId, 'permissions.getRole', { role }),
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        call('permissions.getRole', { role }, { workspaceId, signal }),
    })),
    combine: (results) => {
      const error = results.find((result) => result.error !== null)?.error;
      return {
        isLoading: results.some(({ isPending }) => isPending),
        problem: error ? toProblem(error) : undefined,
        slugs: new Set(
          results.flatMap(({ data }) => (data?.permissions ?? []).map(({ slug }) => slug)),
        ),
      };
    },
  });
}
