import { useState } from 'react';
import { useRead } from '../../../rpc/hooks.js';
import { totalsOf } from '../../../usage/series.js';

const HOUR_MS = 3_600_000;
/** As many keys as one question about analytics may name. */
const KEYS_MAX = 20;

/**
 * How often keys were checked in the last hour, for the sentence before a dangerous act.
 * `undefined`: not known yet, or too many keys for one question.
 */
export function useRecentChecks(keyIds: readonly string[], isWanted: boolean): number | undefined {
  const [from] = useState(() => Date.now() - HOUR_MS);
  const isPossible = keyIds.length > 0 && keyIds.length <= KEYS_MAX;
  const { data } = useRead(
    'analytics.series',
    { keyIds: keyIds.slice(0, KEYS_MAX), groupBy: 'outcome', from },
    { enabled: isWanted && isPossible },
  );
  return data === undefined ? undefined : totalsOf(data).all;
}
