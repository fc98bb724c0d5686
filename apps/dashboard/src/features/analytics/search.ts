import { choice, listOf, type RawSearch, readSearch, text } from '../../lib/search-params.js';
import { readRange } from '../../usage/range.js';

export const METRICS = ['verifications', 'credits', 'latency'] as const;
export const GROUPS = ['outcome', 'api', 'key', 'identity', 'tag', 'none'] as const;
export const OUTCOME_CODES = [
  'VALID',
  'NOT_FOUND',
  'FORBIDDEN',
  'INSUFFICIENT_PERMISSIONS',
  'USAGE_EXCEEDED',
  'RATE_LIMITED',
  'DISABLED',
  'EXPIRED',
] as const;

export type Metric = (typeof METRICS)[number];
export type Group = (typeof GROUPS)[number];

const texts = listOf(text(255));

const readFilters = readSearch({
  metric: choice(METRICS),
  by: choice(GROUPS),
  api: texts,
  key: texts,
  owner: texts,
  tag: listOf(text(128)),
  outcome: listOf(choice(OUTCOME_CODES)),
});

export const readAnalyticsSearch = (raw: RawSearch) => ({ ...readFilters(raw), ...readRange(raw) });

export type AnalyticsSearch = ReturnType<typeof readAnalyticsSearch>;

export const FILTERS = ['api', 'key', 'owner', 'tag', 'outcome'] as const;
export type Filter = (typeof FILTERS)[number];

/** A filter of the service takes so many values. */
const VALUES_MAX = 20;

/** The filters of every chart of verifications. */
export function toFilterRequest({ api, key, owner, tag, outcome }: AnalyticsSearch) {
  return {
    apiIds: api?.slice(0, VALUES_MAX),
    keyIds: key?.slice(0, VALUES_MAX),
    externalIds: owner?.slice(0, VALUES_MAX),
    tags: tag?.slice(0, VALUES_MAX),
    outcomes: outcome?.slice(0, VALUES_MAX),
  };
}
