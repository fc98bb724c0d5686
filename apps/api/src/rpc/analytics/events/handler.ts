import type { Static } from '@sinclair/typebox';
import { events as definition } from '@unlatch/contract/operations/analytics/events';
import { mapPage, toPage } from '../../../domain/pagination.js';
import { printEventPage } from '../../../domain/usage-charts/print-charts.js';
import type { Analyst } from '../../../engine/queries/analyst.js';
import { readEvents } from '../../../operations/analytics/verification-charts.js';
import { engineFilters, sumFilters } from '../../../operations/analytics/verification-filters.js';
import type { Db } from '../../../store/database/database.js';
import {
  listVerifications,
  type StoredVerification,
} from '../../../store/events/verification-page.js';
import { implementList } from '../../implement.js';
import { type ChartContext, readChartContext } from '../../shared/chart-request.js';
import { notACursor, readPageRequest } from '../../shared/read-page.js';
import { presentVerificationEvent, readEventSpan } from '../../shared/verification-event.js';

type Request = Static<typeof definition.request>;

const DAY_MS = 86_400_000;

/** The time and the request id of the first event. */
const CURSOR_PARTS = 2;

export const events = implementList(definition, async (call, deps, rights) => {
  const { body, caller } = call;
  const granted = rights.rows(caller);
  const { limit, from } = readPageRequest(body, { parts: CURSOR_PARTS });
  const nowMs = deps.clock.nowMs();
  const asked = { ...readEventSpan(body, nowMs), first: readFirst(from), count: limit + 1 };
  const context = await readChartContext(deps.db, call, granted);
  const keptFromMs = nowMs - context.retentionDays * DAY_MS;
  const analyst = deps.analytics.analyst();
  const read = analyst === undefined ? readStored : readFromEngine(analyst, call.left);
  const found: readonly PageRow[] = await read(deps.db, { body, context, keptFromMs, ...asked });
  const page = toPage(found, limit, ({ timeMs, requestId }) => [String(timeMs), requestId]);
  return mapPage(page, presentVerificationEvent);
});

/** Events are small, so a page of them never ends before its limit. */
type PageRow = StoredVerification & { readonly isBeyondPage?: boolean };

interface PageQuestion {
  readonly body: Request;
  readonly context: ChartContext;
  readonly keptFromMs: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly first: { readonly timeMs: number; readonly requestId: string } | undefined;
  readonly count: number;
}

function readFirst(from: readonly string[] | undefined): PageQuestion['first'] {
  if (from === undefined) return undefined;
  const [time = '', requestId = ''] = from;
  const timeMs = Number(time);
  if (!Number.isSafeInteger(timeMs) || timeMs < 0) throw notACursor();
  return { timeMs, requestId };
}

async function readStored(db: Db, question: PageQuestion): Promise<StoredVerification[]> {
  const { body, context, keptFromMs, fromMs, toMs, first, count } = question;
  return listVerifications(db, {
    workspaceId: context.workspaceId,
    fromMs: Math.max(fromMs, keptFromMs),
    toMs,
    filters: { ...sumFilters(body, context.scope), tags: body.tags },
    requestId: body.requestId,
    first,
    count,
  });
}

function readFromEngine(analyst: Analyst, left: AbortSignal | undefined) {
  return async (_db: Db, question: PageQuestion): Promise<StoredVerification[]> => {
    const { body, context, keptFromMs, fromMs, toMs, first, count } = question;
    const { workspaceId, scope } = context;
    const filters = engineFilters(body, scope);
    const { requestId } = body;
    const range = { workspaceId, fromMs, toMs, keptFromMs, filters, requestId, first, count };
    return readEvents(analyst, { workspaceId, scope, left }, printEventPage(range));
  };
}
