import { anHourAgo } from '../../../lib/an-hour-ago.js';
import { useRead } from '../../../rpc/hooks.js';
import { totalsOf } from '../../../usage/series.js';
import type { RecentChecks } from '../status.js';

/** The last hour of a key, for its status. */
export function useRecentOutcomes(keyId: string): RecentChecks | undefined {
  const from = anHourAgo(Date.now());
  const { data } = useRead(
    'analytics.series',
    { keyIds: [keyId], groupBy: 'outcome', from },
    { keepPrevious: true },
  );
  if (data === undefined) return undefined;
  const { all, refused } = totalsOf(data);
  const limited = data.series.find(({ group }) => group === 'RATE_LIMITED')?.total ?? 0;
  return { total: all, rateLimited: limited, refused: refused - limited };
}
