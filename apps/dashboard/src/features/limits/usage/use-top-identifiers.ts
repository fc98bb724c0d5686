import { useMemo } from 'react';
import { useRead } from '../../../rpc/hooks.js';
import { spanOf } from '../../../usage/range.js';
import { type Checks, checksByGroup } from '../checks.js';
import type { readUsageSearch } from '../search.js';
import { useNamespaceOfPage } from '../use-namespace.js';

export interface IdentifierRow {
  readonly identifier: string;
  readonly checks: Checks;
}

/** As many as a request can name again. */
const TOP = 20;

/**
 * The largest identifiers by what the page orders by, then both of their counts: an answer by one
 * count has no other.
 */
export function useTopIdentifiers(
  search: ReturnType<typeof readUsageSearch>,
  everyMs: number | false,
) {
  const { id } = useNamespaceOfPage();
  const { by = 'checks', identifier } = search;
  const span = spanOf(search, Date.now());
  const body = { ...span, namespaceIds: [id], groupBy: 'identifier', top: TOP } as const;
  const options = { keepPrevious: true, everyMs } as const;
  const chosen = identifier === undefined ? undefined : [identifier];
  const largest = useRead(
    'analytics.limitSeries',
    { ...body, metric: by, identifiers: chosen },
    options,
  );
  const identifiers = useMemo(() => groupsOf(largest.data?.series ?? []), [largest.data]);
  const named = { ...body, identifiers };
  const both = { ...options, enabled: identifiers.length > 0 };
  const passed = useRead('analytics.limitSeries', { ...named, metric: 'passed' }, both);
  const refused = useRead('analytics.limitSeries', { ...named, metric: 'refused' }, both);
  const rows = useMemo(() => {
    const found = checksByGroup(passed.data?.series ?? [], refused.data?.series ?? []);
    return identifiers.flatMap((one): IdentifierRow[] => {
      const checks = found.get(one);
      return checks === undefined ? [] : [{ identifier: one, checks }];
    });
  }, [identifiers, passed.data, refused.data]);
  const problem = largest.problem ?? passed.problem ?? refused.problem;
  const isWaiting = largest.isPending || (both.enabled && (passed.isPending || refused.isPending));
  return {
    rows,
    problem,
    isLoading: isWaiting && problem === undefined,
    retry: () => void largest.refetch(),
  };
}

function groupsOf(
  series: readonly { readonly group?: string; readonly isRest: boolean }[],
): string[] {
  return series.flatMap(({ group, isRest }) => (isRest || !group ? [] : [group]));
}
