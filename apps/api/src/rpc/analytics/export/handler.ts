import type { Static } from '@sinclair/typebox';
import { export as definition } from '@unlatch/contract/operations/analytics/export';
import { decodeCursor, encodeCursor } from '../../../domain/pagination.js';
import { invalidInput } from '../../../domain/problems.js';
import { printEvents } from '../../../domain/usage-charts/export-formats.js';
import { printEventsAfter } from '../../../domain/usage-charts/print-charts.js';
import { readEvents } from '../../../operations/analytics/verification-charts.js';
import { listVerificationsAfter } from '../../../store/events/verification-page.js';
import { implement } from '../../implement.js';
import { requireSpan } from '../../shared/chart-buckets.js';
import { readChartContext } from '../../shared/chart-request.js';

const DAY_MS = 86_400_000;
const COUNT_USUAL = 1000;
/** An event is written within this time, unless its process could not reach the database. */
const SETTLED_MS = 60_000;

export const exportEvents = implement(definition, async (call, deps, rights) => {
  const { body, caller, left } = call;
  const { db, analytics } = deps;
  const granted = rights.rows(caller);
  const after = readPosition(body.after);
  const nowMs = deps.clock.nowMs();
  const hours = requireSpan(body, nowMs);
  const { workspaceId, scope, retentionDays } = await readChartContext(db, call, granted);
  const analyst = analytics.analyst();
  const lagMs = analyst === undefined ? 0 : (await analytics.freshness()).lagMs;
  const wantedMs = body.to ?? nowMs;
  const until = Math.min(wantedMs, nowMs - SETTLED_MS - lagMs);
  const { count = COUNT_USUAL, format = 'ndjson' } = body;
  const keptFromMs = nowMs - retentionDays * DAY_MS;
  const fromMs = Math.max(body.from ?? hours.fromMs, keptFromMs);
  const { apiIds } = scope;
  const range = { workspaceId, fromMs, toMs: until, after, count };
  const events =
    analyst === undefined
      ? await listVerificationsAfter(db, { ...range, apiIds })
      : await readEvents(
          analyst,
          { workspaceId, scope, left },
          printEventsAfter({ ...range, keptFromMs, filters: { apiIds } }),
        );
  const last = events.at(-1);
  return {
    text: printEvents(events, { format, workspaceId, isFirst: after === undefined }),
    count: events.length,
    position:
      last === undefined ? (body.after ?? '') : encodeCursor([String(last.timeMs), last.requestId]),
    isComplete: events.length < count && until >= wantedMs,
    until: Math.max(until, 0),
  };
});

function readPosition(position: Static<typeof definition.request>['after']) {
  if (position === undefined || position === '') return undefined;
  const [time = '', requestId = ''] = decodeCursor(position, 2) ?? [];
  const timeMs = Number(time);
  if (requestId !== '' && Number.isSafeInteger(timeMs)) return { timeMs, requestId };
  throw invalidInput(
    'body.after',
    'is not the position of an answer',
    'Send position of the answer before, unaltered. Or leave it out, to begin again.',
  );
}
