import type { Preset } from '../usage/range.js';

/** What pages of usage have in common. */
export const USAGE_WORDS = {
  range: 'Time',
  presets: {
    '1h': 'Last hour',
    '6h': 'Last 6 hours',
    '24h': 'Last 24 hours',
    '7d': 'Last 7 days',
    '30d': 'Last 30 days',
    '90d': 'Last 90 days',
  } satisfies Record<Preset, string>,
  custom: 'Chosen range',
  customUntil: 'until',
  leaveCustom: 'Leave the chosen range',
  refresh: 'Refresh',
  fromSums:
    'From the sums per hour: the analytics engine is off or away, so minutes, tags and quantiles are not known.',
  missing: {
    tags: 'The sums per hour know no tags, so nothing is shown for them.',
    minutes: 'The sums per hour know no minutes. Each bar is an hour.',
    timeZone: 'Hours begin as in UTC.',
    quantiles: 'Only averages are known without the analytics engine.',
  },
} as const;
