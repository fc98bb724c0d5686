import { useMemo } from 'react';
import { useRead } from '../../../rpc/hooks.js';

const ROLES_MAX = 100;

/**
 * In how many roles each permission is, by its id. `undefined` if the workspace has more roles than
 * one page: a number that is too small would be worse than none.
 */
export function useRoleCounts(): ReadonlyMap<string, number> | undefined {
  const { data } = useRead('permissions.listRoles', { limit: ROLES_MAX });
  return useMemo(() => {
    if (data === undefined || data.cursor !== undefined) return undefined;
    const counts = new Map<string, number>();
    for (const { permissions = [] } of data.items) {
      for (const { id } of permissions) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    return counts;
  }, [data]);
}
