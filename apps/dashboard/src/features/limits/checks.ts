import { outcomeLook } from '@unlatch/ui';
import type { Series } from '@unlatch/ui/charts';
import { LIMIT_WORDS } from '../../strings/limits.js';

/** What `analytics.limitSeries` says of one group: a namespace, an identifier, what passed. */
export interface GroupSeries {
  readonly group?: string;
  readonly isRest: boolean;
  readonly total: number | null;
  readonly values: readonly (number | null)[];
}

/** The checks of one namespace or identifier. */
export interface Checks {
  readonly checks: number;
  readonly refused: number;
  readonly series: readonly Series[];
}

type Part = 'passed' | 'refused';

const OUTCOMES = { passed: 'VALID', refused: 'RATE_LIMITED' } as const;

function partSeries(part: Part, values: Series['values']): Series {
  return { ...outcomeLook(OUTCOMES[part]), id: part, label: LIMIT_WORDS.looks[part], values };
}

/** Of an answer that is grouped by `passed`. What passed is at the bottom of the bars. */
export function checksOf(series: readonly GroupSeries[]): Checks {
  const of = (part: Part) => series.find(({ group }) => group === part);
  const passed = of('passed')?.total ?? 0;
  const refused = of('refused')?.total ?? 0;
  return {
    checks: passed + refused,
    refused,
    series: (['passed', 'refused'] as const).map((part) =>
      partSeries(part, of(part)?.values ?? []),
    ),
  };
}

/**
 * Of two answers that are grouped by the same thing: one counts what passed, the other what was
 * refused. Each has only the largest groups, so a group may be in one of them alone.
 */
export function checksByGroup(
  passed: readonly GroupSeries[],
  refused: readonly GroupSeries[],
): ReadonlyMap<string, Checks> {
  const all = [...passed, ...refused].filter(({ isRest }) => !isRest);
  const groups = new Set(all.map(({ group = '' }) => group));
  return new Map(
    [...groups].map((group) => {
      const of = (series: readonly GroupSeries[]) =>
        series.find((one) => !one.isRest && (one.group ?? '') === group);
      const [good, bad] = [of(passed), of(refused)];
      const lost = bad?.total ?? 0;
      const series = [
        partSeries('passed', good?.values ?? []),
        partSeries('refused', bad?.values ?? []),
      ];
      return [group, { checks: (good?.total ?? 0) + lost, refused: lost, series }];
    }),
  );
}
