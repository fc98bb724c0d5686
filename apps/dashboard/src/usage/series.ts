import { OUTCOMES, outcomeLook } from '@unlatch/ui';
import type { Bucket, Series } from '@unlatch/ui/charts';

/** The part of a chart's answer that every chart has. */
export interface BucketsAnswer {
  readonly buckets: readonly number[];
  readonly to: number;
}

export interface SeriesAnswer extends BucketsAnswer {
  readonly series: readonly {
    readonly group?: string;
    readonly isRest: boolean;
    readonly total: number | null;
    readonly values: readonly (number | null)[];
  }[];
}

export function toBuckets({ buckets, to }: BucketsAnswer): Bucket[] {
  return buckets.map((from, index) => ({ from, to: buckets[index + 1] ?? to }));
}

const OUTCOME_ORDER = Object.keys(OUTCOMES);

/** By outcome, from VALID upwards, whichever is larger. Outcomes without events are left out. */
export function toOutcomeSeries({ series }: SeriesAnswer): Series[] {
  const place = ({ group = '' }: { readonly group?: string }) => {
    const index = OUTCOME_ORDER.indexOf(group);
    return index === -1 ? OUTCOME_ORDER.length : index;
  };
  return series
    .filter(({ total }) => (total ?? 0) > 0)
    .toSorted((one, other) => place(one) - place(other))
    .map(({ group = '', values }) => {
      const { colour, glyph, label } = outcomeLook(group);
      return { id: group, label, colour, glyph, values };
    });
}

/** Colours of groups that have none of their own. They are told apart by their glyphs too. */
const GROUP_LOOKS = [
  { colour: 'var(--outcome-valid)', glyph: '●' },
  { colour: 'var(--outcome-insufficient-permissions)', glyph: '■' },
  { colour: 'var(--outcome-rate-limited)', glyph: '▲' },
  { colour: 'var(--outcome-not-found)', glyph: '◆' },
  { colour: 'var(--outcome-usage-exceeded)', glyph: '▼' },
  { colour: 'var(--accent)', glyph: '★' },
  { colour: 'var(--outcome-forbidden)', glyph: '✕' },
  { colour: 'var(--outcome-disabled)', glyph: '○' },
] as const;
const REST = { colour: 'var(--outcome-expired)', glyph: '◌' };

/** How many groups can be told apart, beside the rest. */
export const GROUPS_MAX = GROUP_LOOKS.length;

export interface GroupNames {
  /** What a group is called, such as the name of an API. */
  readonly nameOf: (group: string) => string;
  /** For events that belong to no group. */
  readonly none: string;
  readonly rest: string;
  /** Where nothing is grouped. */
  readonly all: string;
}

export function toGroupSeries({ series }: SeriesAnswer, names: GroupNames): Series[] {
  return series
    .filter(({ total }) => (total ?? 0) > 0)
    .map(({ group, isRest, values }, index) => {
      const look = isRest ? REST : (GROUP_LOOKS[index % GROUPS_MAX] ?? REST);
      const id = isRest ? 'rest' : `group:${group ?? ''}`;
      return { ...look, id, label: labelOf({ group, isRest }, names), values };
    });
}

function labelOf(
  { group, isRest }: { readonly group: string | undefined; readonly isRest: boolean },
  names: GroupNames,
): string {
  if (isRest) return names.rest;
  if (group === undefined) return names.all;
  return group === '' ? names.none : names.nameOf(group);
}

/** All verifications, and how many of them were refused. */
export function totalsOf({ series }: SeriesAnswer): { all: number; refused: number } {
  const all = series.reduce((sum, { total }) => sum + (total ?? 0), 0);
  const valid = series.find(({ group }) => group === 'VALID')?.total ?? 0;
  return { all, refused: all - valid };
}
