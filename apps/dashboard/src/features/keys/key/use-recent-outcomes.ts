import { useState } from 'react';
import { useRead } from '../../../rpc/hooks.js';
import { totalsOf } from '../../../usage/series.js';
import type { RecentChecks } from '../status.js';

const HOUR_MS = 3_600_000;

/** The last hour of a key, for its status. */
export function useRecentOutcomes(keyId: string): RecentChecks | undefined {
  const [from] = useState(() => Date.now() - HOUR_MS);
  const { data } = useRead('analytics.series', { keyIds: [keyId], groupBy: 'outcome', from });
  if (data === undefined) return undefined;
  const { all, refused } = totalsOf(data);
  const limited = data.series.find(({ group }) => group === 'RATE_LIMITED')?.total ?? 0;
  return { total: all, rateLimited: limited, refused: refused - limited };
}
