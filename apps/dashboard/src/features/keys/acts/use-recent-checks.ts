import { anHourAgo } from '../../../lib/an-hour-ago.js';
import { useRead } from '../../../rpc/hooks.js';
import { totalsOf } from '../../../usage/series.js';

/** As many keys as one question about analytics may name. */
const KEYS_MAX = 20;

/**
 * How often keys were checked in the last hour, for the sentence before a dangerous act.
 * `undefined`: not known yet, or too many keys for one question.
 */
export function useRecentChecks(keyIds: readonly string[], isWanted: boolean): number | undefined {
  const from = anHourAgo(Date.now());
  const isPossible = keyIds.length > 0 && keyIds.length <= KEYS_MAX;
  const { data } = useRead(
    'analytics.series',
    { keyIds: keyIds.slice(0, KEYS_MAX), groupBy: 'outcome', from },
    { enabled: isWanted && isPossible, keepPrevious: true },
  );
  return data === undefined ? undefined : totalsOf(data).all;
}
