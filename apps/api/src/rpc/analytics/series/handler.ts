import type { Static } from '@sinclair/typebox';
import { series as definition } from '@unlatch/contract/operations/analytics/series';
import type { Buckets } from '../../../domain/usage-charts/buckets.js';
import type { Metric } from '../../../domain/usage-charts/question.js';
import { toSeries } from '../../../domain/usage-charts/series.js';
import { answerChart } from '../../../operations/analytics/answer-chart.js';
import { chartSeries } from '../../../operations/analytics/verification-charts.js';
import {
  engineFilters,
  questionOf,
  sumFilters,
} from '../../../operations/analytics/verification-filters.js';
import type { Db } from '../../../store/database/database.js';
import { sumVerificationsOverTime } from '../../../store/events/verification-sums.js';
import { implement } from '../../implement.js';
import { bucketsOfSums, presentBuckets, requireBuckets } from '../../shared/chart-buckets.js';
import { type ChartContext, readChartContext } from '../../shared/chart-request.js';

type Request = Static<typeof definition.request>;

const TOP_USUAL = 10;

export const series = implement(definition, async (call, deps, rights) => {
  const { body, caller } = call;
  const { db } = deps;
  const granted = rights.rows(caller);
  const buckets = requireBuckets(body, deps.clock.nowMs());
  const context = await readChartContext(db, call, granted);
  const { workspaceId, scope, retentionDays } = context;
  const { metric = 'verifications', groupBy, top = TOP_USUAL } = body;
  return answerChart(deps, {
    name: definition.name,
    workspaceId,
    retentionDays,
    question: { metric, groupBy, top, ...questionOf(body, scope), ...presentBuckets(buckets) },
    toMs: buckets.endMs,
    async fromEngine(analyst, seal) {
      const filters = engineFilters(body, scope);
      const question = { workspaceId, filters, metric, buckets, groupBy, top, ...seal };
      const found = await chartSeries(analyst, { workspaceId, scope }, question);
      return { ...presentBuckets(buckets), series: found };
    },
    fromSums: () => readSums(db, { body, context, metric, wanted: buckets }),
  });
});

interface SumsRequest {
  readonly body: Request;
  readonly context: ChartContext;
  readonly metric: Metric;
  readonly wanted: Buckets;
}

async function readSums(db: Db, { body, context, metric, wanted }: SumsRequest) {
  const { workspaceId, scope } = context;
  const { groupBy, top = TOP_USUAL } = body;
  const { buckets, missing } = bucketsOfSums(wanted);
  const shown = presentBuckets(buckets);
  if (groupBy === 'tag' || body.tags !== undefined) {
    return { ...shown, series: [], missing: [...missing, 'tags' as const] };
  }
  const sums = await sumVerificationsOverTime(db, {
    workspaceId,
    fromMs: shown.from,
    toMs: shown.to,
    startsMs: buckets.startsMs,
    filters: sumFilters(body, scope),
    groupBy,
    top,
    orderBy: metric === 'credits' ? 'credits' : 'events',
  });
  const rows = sums.map(({ bucket, latencyUs, ...sum }) => ({
    ...sum,
    bucketMs: buckets.startsMs[bucket] ?? shown.from,
    tookMs: latencyUs / 1000,
  }));
  const asked = { metric, startsMs: buckets.startsMs, isGrouped: groupBy !== undefined };
  return { ...shown, series: toSeries(rows, asked), missing };
}
