import { useState } from 'react';
import { useRead } from '../../rpc/hooks.js';

const DAY_MS = 86_400_000;
/** As far back as one question may go. */
const LOOKED_BACK_MS = 60 * DAY_MS;
const AGAIN_MS = 2000;

/**
 * Whether the workspace has ever verified a key, as far back as can be asked. While it has not, it is
 * asked again and again, so that the first one is seen. `undefined`: not known yet.
 *
 * `first`: it came while this page was open, so the page may say so before it changes.
 */
export function useHasVerification(): 'never' | 'before' | 'first' | undefined {
  const [from] = useState(() => Date.now() - LOOKED_BACK_MS);
  const [wasWithout, setWithout] = useState(false);
  const newest = useRead(
    'analytics.events',
    { from, limit: 1 },
    { everyMs: wasWithout ? AGAIN_MS : false },
  );
  // A person without this right sees what there is: the pages of the overview say what is missing.
  if (newest.problem !== undefined && newest.data === undefined) return 'before';
  if (newest.data === undefined) return undefined;
  const isThere = newest.data.items.length > 0;
  if (!isThere && !wasWithout) setWithout(true);
  if (!isThere) return 'never';
  return wasWithout ? 'first' : 'before';
}
