import { limitSeries as definition } from '@unlatch/contract/operations/analytics/limitSeries';
import { answerChart } from '../../../operations/analytics/answer-chart.js';
import { chartLimitSeries, sumLimitSeries } from '../../../operations/analytics/limit-charts.js';
import { findWorkspace } from '../../../store/workspaces/workspaces.js';
import { implement } from '../../implement.js';
import { bucketsOfSums, presentBuckets, requireBuckets } from '../../shared/chart-buckets.js';

const TOP_USUAL = 10;

export const limitSeries = implement(definition, async (call, deps, rights) => {
  const { body, caller } = call;
  const { db } = deps;
  const { workspaceId } = caller;
  const granted = rights.rows(caller);
  const buckets = requireBuckets(body, deps.clock.nowMs());
  const { metric = 'checks', groupBy, top = TOP_USUAL, identifiers } = body;
  const namespaceIds = visibleOf(body.namespaceIds, granted);
  const asked = { workspaceId, metric, groupBy, top, identifiers, namespaceIds };
  const { logRetentionDays } = await findWorkspace(db, workspaceId);
  const rowScope = granted === 'all' ? undefined : { column: 'namespace_id', ids: granted };
  return answerChart(deps, {
    name: definition.name,
    workspaceId,
    retentionDays: logRetentionDays,
    question: { ...asked, ...presentBuckets(buckets) },
    toMs: buckets.endMs,
    rollup: 'limit_checks',
    async fromEngine(analyst, seal) {
      const asking = { workspaceId, scope: { apiIds: undefined, rowScope } };
      const series = await chartLimitSeries(analyst, asking, { ...asked, buckets, ...seal });
      return { ...presentBuckets(buckets), series };
    },
    async fromSums() {
      const { buckets: hourly, missing } = bucketsOfSums(buckets);
      const series = await sumLimitSeries(db, { ...asked, buckets: hourly });
      return { ...presentBuckets(hourly), series, missing };
    },
  });
});

/** Foreign ids find nothing, since every query is one of the workspace. */
function visibleOf(
  asked: readonly string[] | undefined,
  granted: readonly string[] | 'all',
): readonly string[] | undefined {
  if (granted === 'all') return asked;
  return asked?.filter((id) => granted.includes(id)) ?? granted;
}
