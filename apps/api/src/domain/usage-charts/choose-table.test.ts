import { expect, it } from 'vitest';
import { chooseTable, type Need } from './choose-table.js';
import type { Dimension } from './question.js';

const NEED: Need = {
  dimensions: new Set(),
  isHourly: true,
  tags: 0,
  groupBy: undefined,
  needsQuantiles: false,
  needsLatency: false,
};

const need = (dimensions: readonly Dimension[], fields: Partial<Need> = {}): Need => ({
  ...NEED,
  dimensions: new Set(dimensions),
  ...fields,
});

it.each<[string, Need, string | undefined]>([
  ['all events', need([]), 'usage_hist'],
  ['outcomes of an API', need(['api', 'outcome']), 'usage_hist'],
  ['quantiles of an API', need(['api'], { needsQuantiles: true }), 'usage_hist'],
  ['a key', need(['key']), 'usage_keys'],
  ['the latency of an identity', need(['identity'], { needsLatency: true }), 'usage_keys'],
  ['quantiles of a key', need(['key'], { needsQuantiles: true }), undefined],
  ['one tag', need(['tag'], { tags: 1 }), 'usage_tags'],
  ['each tag', need(['tag', 'outcome'], { groupBy: 'tag' }), 'usage_tags'],
  ['one of two tags', need(['tag'], { tags: 2 }), undefined],
  ['the tags beside one tag', need(['tag'], { tags: 1, groupBy: 'tag' }), undefined],
  ['the latency of a tag', need(['tag'], { tags: 1, needsLatency: true }), undefined],
  ['a tag of a key', need(['tag', 'key'], { tags: 1 }), undefined],
  ['minutes', need([], { isHourly: false }), undefined],
])('%s: the smallest table that knows it', (_what, asked, table) => {
  expect(chooseTable(asked)).toBe(table);
});
