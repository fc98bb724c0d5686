import { useMemo } from 'react';
import { useRead } from '../../../rpc/hooks.js';
import type { Span } from '../../../usage/range.js';
import { type Checks, checksByGroup } from '../checks.js';

/** As many namespaces as one answer can tell apart. Those beyond show no figures. */
const TOP = 50;

/** The checks of each namespace, by its id. `undefined`: they are on their way. */
export function useNamespaceChecks(span: Span): ReadonlyMap<string, Checks> | undefined {
  const body = { ...span, groupBy: 'namespace', top: TOP } as const;
  const passed = useRead('analytics.limitSeries', { ...body, metric: 'passed' }, OPTIONS).data;
  const refused = useRead('analytics.limitSeries', { ...body, metric: 'refused' }, OPTIONS).data;
  return useMemo(
    () => (passed && refused ? checksByGroup(passed.series, refused.series) : undefined),
    [passed, refused],
  );
}

const OPTIONS = { keepPrevious: true } as const;
