import type { Static } from '@sinclair/typebox';
import { latency as definition } from '@unlatch/contract/operations/analytics/latency';
import type { Buckets } from '../../../domain/usage-charts/buckets.js';
import { answerChart } from '../../../operations/analytics/answer-chart.js';
import { chartLatency, layOutLatency } from '../../../operations/analytics/verification-charts.js';
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

const QUANTILES_USUAL = [0.5, 0.75, 0.99];

export const latency = implement(definition, async (call, deps, rights) => {
  const { body, caller } = call;
  const granted = rights.rows(caller);
  const buckets = requireBuckets(body, deps.clock.nowMs());
  const context = await readChartContext(deps.db, call, granted);
  const { workspaceId, scope, retentionDays } = context;
  const { quantiles = QUANTILES_USUAL } = body;
  return answerChart(deps, {
    name: definition.name,
    workspaceId,
    retentionDays,
    question: { quantiles, ...questionOf(body, scope), ...presentBuckets(buckets) },
    toMs: buckets.endMs,
    async fromEngine(analyst, seal) {
      const filters = engineFilters(body, scope);
      const question = { workspaceId, filters, buckets, quantiles, ...seal };
      const found = await chartLatency(analyst, { workspaceId, scope }, question);
      return { ...presentBuckets(buckets), ...found };
    },
    fromSums: () => readSums(deps.db, { body, context, wanted: buckets }),
  });
});

interface SumsRequest {
  readonly body: Request;
  readonly context: ChartContext;
  readonly wanted: Buckets;
}

/** There are only averages. */
async function readSums(db: Db, { body, context, wanted }: SumsRequest) {
  const { workspaceId, scope } = context;
  const { buckets, missing } = bucketsOfSums(wanted);
  const shown = presentBuckets(buckets);
  const knowsTags = body.tags === undefined;
  const sums = knowsTags
    ? await sumVerificationsOverTime(db, {
        workspaceId,
        fromMs: shown.from,
        toMs: shown.to,
        startsMs: buckets.startsMs,
        filters: sumFilters(body, scope),
        groupBy: undefined,
        top: 1,
        orderBy: 'events',
      })
    : [];
  const averages = new Map(
    sums.map(({ bucket, events, latencyUs }) => [
      buckets.startsMs[bucket] ?? shown.from,
      Math.round(latencyUs / events) / 1000,
    ]),
  );
  const { averages: laidOut } = layOutLatency(buckets, [], (startMs) => ({
    average: averages.get(startMs) ?? null,
    quantiles: [],
  }));
  return {
    ...shown,
    averages: laidOut,
    quantiles: [],
    missing: [...missing, 'quantiles' as const, ...(knowsTags ? [] : (['tags'] as const))],
  };
}
