import { top as definition } from '@unlatch/contract/operations/analytics/top';
import { answerChart } from '../../../operations/analytics/answer-chart.js';
import { chartTop } from '../../../operations/analytics/verification-charts.js';
import {
  engineFilters,
  questionOf,
  sumFilters,
} from '../../../operations/analytics/verification-filters.js';
import { listLargestGroups } from '../../../store/events/verification-sums.js';
import { implement } from '../../implement.js';
import { requireSpan } from '../../shared/chart-buckets.js';
import { readChartContext } from '../../shared/chart-request.js';

const TOP_USUAL = 10;

export const top = implement(definition, async (call, deps, rights) => {
  const { body, caller } = call;
  const { db } = deps;
  const granted = rights.rows(caller);
  const { fromMs, toMs } = requireSpan(body, deps.clock.nowMs());
  const { workspaceId, scope, retentionDays } = await readChartContext(db, call, granted);
  const { by, metric = 'verifications', top: count = TOP_USUAL } = body;
  const span = { from: fromMs, to: toMs };
  return answerChart(deps, {
    name: definition.name,
    workspaceId,
    retentionDays,
    question: { by, metric, count, ...span, ...questionOf(body, scope) },
    toMs,
    async fromEngine(analyst, seal) {
      const filters = engineFilters(body, scope);
      const question = { workspaceId, fromMs, toMs, filters, by, metric, top: count, ...seal };
      return { ...span, items: await chartTop(analyst, { workspaceId, scope }, question) };
    },
    async fromSums() {
      if (by === 'tag' || body.tags !== undefined) return { ...span, items: [], missing: ['tags'] };
      const groups = await listLargestGroups(db, {
        workspaceId,
        fromMs,
        toMs,
        filters: sumFilters(body, scope),
        groupBy: by,
        top: count,
        orderBy: metric === 'credits' ? 'credits' : 'events',
      });
      const items = groups.map(({ group, events, credits }) => ({
        group,
        verifications: events,
        credits,
      }));
      return { ...span, items, missing: [] };
    },
  });
});
