import { distinct as definition } from '@unlatch/contract/operations/analytics/distinct';
import { answerChart } from '../../../operations/analytics/answer-chart.js';
import { countDistinct } from '../../../operations/analytics/verification-charts.js';
import {
  engineFilters,
  questionOf,
  sumFilters,
} from '../../../operations/analytics/verification-filters.js';
import { countGroups } from '../../../store/events/verification-sums.js';
import { implement } from '../../implement.js';
import { requireSpan } from '../../shared/chart-buckets.js';
import { readChartContext } from '../../shared/chart-request.js';

export const distinct = implement(definition, async (call, deps, rights) => {
  const { body, caller } = call;
  const { db } = deps;
  const granted = rights.rows(caller);
  const { fromMs, toMs } = requireSpan(body, deps.clock.nowMs());
  const { workspaceId, scope, retentionDays } = await readChartContext(db, call, granted);
  const { what } = body;
  const span = { from: fromMs, to: toMs };
  return answerChart(deps, {
    name: definition.name,
    workspaceId,
    retentionDays,
    question: { what, ...span, ...questionOf(body, scope) },
    toMs,
    async fromEngine(analyst, seal) {
      const filters = engineFilters(body, scope);
      const question = { workspaceId, fromMs, toMs, filters, what, ...seal };
      return { ...span, count: await countDistinct(analyst, { workspaceId, scope }, question) };
    },
    async fromSums() {
      if (what === 'tag' || body.tags !== undefined)
        return { ...span, count: 0, missing: ['tags'] };
      const filters = sumFilters(body, scope);
      const question = { workspaceId, fromMs, toMs, filters, groupBy: what };
      return { ...span, count: await countGroups(db, question), missing: [] };
    },
  });
});
