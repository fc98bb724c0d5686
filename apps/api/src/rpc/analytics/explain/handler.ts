import { explain as definition } from '@unlatch/contract/operations/analytics/explain';
import { printExplained } from '../../../domain/usage-charts/print-charts.js';
import { type DecisionInputs, explainVerification } from '../../../domain/verification/explain.js';
import type { Analyst } from '../../../engine/queries/analyst.js';
import { readExplained } from '../../../operations/analytics/verification-charts.js';
import { engineFilters, sumFilters } from '../../../operations/analytics/verification-filters.js';
import type { Db } from '../../../store/database/database.js';
import {
  listVerifications,
  type StoredVerification,
} from '../../../store/events/verification-page.js';
import { implement } from '../../implement.js';
import { type ChartContext, readChartContext } from '../../shared/chart-request.js';
import { presentVerificationEvent, readEventSpan } from '../../shared/verification-event.js';

const DAY_MS = 86_400_000;

export const explain = implement(definition, async (call, deps, rights) => {
  const { body, caller, left } = call;
  const granted = rights.rows(caller);
  const nowMs = deps.clock.nowMs();
  const span = readEventSpan(body, nowMs);
  const context = await readChartContext(deps.db, { caller, body: {} }, granted);
  const keptFromMs = nowMs - context.retentionDays * DAY_MS;
  const question = { ...span, requestId: body.requestId, context, keptFromMs };
  const analyst = deps.analytics.analyst();
  const source = analyst === undefined ? ('database' as const) : ('engine' as const);
  const found =
    analyst === undefined
      ? await findStored(deps.db, question)
      : await findInEngine(analyst, question, left);
  if (found === undefined) return { checks: [], source, hasInputs: false };
  const { event, inputs } = found;
  const { outcome, spentCredits } = event;
  return {
    event: presentVerificationEvent(event),
    checks: explainVerification({ outcome, spentCredits, inputs }),
    source,
    hasInputs: inputs !== undefined,
  };
});

interface ExplainQuestion {
  readonly requestId: string;
  readonly context: ChartContext;
  readonly fromMs: number;
  readonly toMs: number;
  readonly keptFromMs: number;
}

interface Found {
  readonly event: StoredVerification;
  readonly inputs: DecisionInputs | undefined;
}

async function findStored(
  db: Db,
  { requestId, context, fromMs, toMs, keptFromMs }: ExplainQuestion,
): Promise<Found | undefined> {
  const [event] = await listVerifications(db, {
    workspaceId: context.workspaceId,
    fromMs: Math.max(fromMs, keptFromMs),
    toMs,
    filters: { ...sumFilters({}, context.scope), tags: undefined },
    requestId,
    first: undefined,
    count: 1,
  });
  return event === undefined ? undefined : { event, inputs: undefined };
}

async function findInEngine(
  analyst: Analyst,
  { requestId, context, fromMs, toMs, keptFromMs }: ExplainQuestion,
  left: AbortSignal | undefined,
): Promise<Found | undefined> {
  const { workspaceId, scope } = context;
  const filters = engineFilters({}, scope);
  const range = { workspaceId, fromMs, toMs, keptFromMs, filters, requestId, count: 1 };
  const query = printExplained({ ...range, first: undefined });
  return readExplained(analyst, { workspaceId, scope, left }, query);
}
