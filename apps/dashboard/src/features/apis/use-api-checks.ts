import { outcomeLook } from '@unlatch/ui';
import type { Series } from '@unlatch/ui/charts';
import { useMemo } from 'react';
import type { DataOf } from '../../rpc/call.js';
import { useRead } from '../../rpc/hooks.js';

export interface ApiChecks {
  readonly series: readonly Series[];
  readonly all: number;
  readonly refused: number;
}

type Answer = DataOf<'analytics.series'>;

/** As many APIs as one answer has series of their own. */
const APIS_MAX = 50;
const REQUEST = { groupBy: 'api', step: 'hour', top: APIS_MAX } as const;

/** The last day of each API, valid and refused. Two answers, however many APIs there are. */
export function useApiChecks(): ReadonlyMap<string, ApiChecks> {
  const { data: all } = useRead('analytics.series', REQUEST);
  const { data: valid } = useRead('analytics.series', { ...REQUEST, outcomes: ['VALID'] });
  return useMemo(() => (all && valid ? checksOf(all, valid) : new Map()), [all, valid]);
}

function checksOf(all: Answer, valid: Answer): ReadonlyMap<string, ApiChecks> {
  const entries = all.series.flatMap(({ group, values, total }) => {
    if (group === undefined) return [];
    const good = valid.series.find((one) => one.group === group);
    // The two answers may begin at different hours, so values are matched by their hours.
    const goodAt = new Map(valid.buckets.map((from, index) => [from, good?.values[index] ?? 0]));
    const valids = all.buckets.map((from) => goodAt.get(from) ?? 0);
    const refuseds = values.map((value, index) => Math.max(0, (value ?? 0) - (valids[index] ?? 0)));
    const refused = refuseds.reduce((sum, value) => sum + value, 0);
    const series = [
      { id: 'valid', values: valids, ...outcomeLook('VALID') },
      { id: 'refused', values: refuseds, ...outcomeLook('FORBIDDEN'), label: 'Refused' },
    ];
    return [[group, { series, all: total ?? 0, refused }] as const];
  });
  return new Map(entries);
}
