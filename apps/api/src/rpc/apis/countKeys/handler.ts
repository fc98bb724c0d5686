import { countKeys as definition } from '@unlatch/contract/operations/apis/countKeys';
import { listLiveApiIds } from '../../../store/apis/apis.js';
import { countKeysByState } from '../../../store/keys/count-keys.js';
import { implement } from '../../implement.js';

const DAY_MS = 86_400_000;
const APIS_MAX = 100;
/** Of all APIs together, as many as the count of a list examines. */
const EXAMINED_MAX = 50_000;

export const countKeys = implement(definition, async ({ body, caller }, deps, rights) => {
  const { workspaceId } = caller;
  const ids = within(rights.rows(caller), body.apiIds);
  const found = await listLiveApiIds(deps.db, { workspaceId, ids, limit: APIS_MAX + 1 });
  const apiIds = found.slice(0, APIS_MAX);
  const nowMs = deps.clock.nowMs();
  const examinedMax = Math.floor(EXAMINED_MAX / Math.max(apiIds.length, 1));
  const counts = await countKeysByState(deps.db, {
    workspaceId,
    apiIds,
    nowMs,
    expiresBeforeMs: nowMs + (body.expiringDays ?? 7) * DAY_MS,
    unusedSinceMs: nowMs - (body.unusedDays ?? 30) * DAY_MS,
    examinedMax,
  });
  return {
    items: counts.map((item) => ({
      ...item,
      keys: Math.min(item.keys, examinedMax),
      isExact: item.keys <= examinedMax,
    })),
    hasMore: found.length > APIS_MAX,
  };
});

function within(
  granted: readonly string[] | 'all',
  asked: readonly string[] | undefined,
): readonly string[] | 'all' {
  if (asked === undefined) return granted;
  return granted === 'all' ? asked : asked.filter((id) => granted.includes(id));
}
