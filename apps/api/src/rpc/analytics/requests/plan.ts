import type { Static } from '@sinclair/typebox';
import type { requests as definition } from '@unlatch/contract/operations/analytics/requests';
import { invalidInput, Problem } from '../../../domain/problems.js';
import type { RequestLogScope } from '../../../domain/request-log/scope.js';
import type {
  RequestPosition,
  RequestQuery,
} from '../../../store/request-log/list-api-requests.js';
import { notACursor, readPageRequest } from '../../shared/read-page.js';

type Request = Static<typeof definition.request>;

const DAY_MS = 24 * 60 * 60 * 1000;

/** Sorts after every request id, because these consist of letters, digits and underscores. */
const AFTER_ALL_IDS = '~';

/** An empty list would say that there were no requests. */
export function requireLog(scope: RequestLogScope): void {
  if (scope !== 'off') return;
  throw new Problem(
    'unkey/application/precondition_failed',
    'This installation keeps no log of requests. Its operator can switch it on with API_REQUEST_LOG.',
  );
}

/** Requests past their retention are never shown, deleted or not. */
export function planRequestQuery(
  request: Request,
  { workspaceId, keptDays, nowMs }: { workspaceId: string; keptDays: number; nowMs: number },
): RequestQuery {
  const { from = 0, to = Number.MAX_SAFE_INTEGER } = request;
  if (from >= to) throw invalidInput('body.to', 'must be later than from');
  const { limit, bytesMax, from: start } = readPageRequest(request, { parts: 2 });
  const last = { timeMs: to - 1, requestId: AFTER_ALL_IDS };
  const cursor = start === undefined ? last : readPosition(start);
  return {
    workspaceId,
    fromMs: Math.max(from, nowMs - keptDays * DAY_MS),
    newest: cursor.timeMs < to ? cursor : last,
    paths: request.operations?.map((name) => `/v2/${name}`),
    codes: request.codes,
    rootKeyIds: request.rootKeyIds,
    requestIds: request.requestIds,
    statusMin: request.statusMin,
    limit,
    bytesMax,
  };
}

function readPosition([time, requestId = '']: readonly string[]): RequestPosition {
  const timeMs = Number(time);
  if (!Number.isSafeInteger(timeMs)) throw notACursor();
  return { timeMs, requestId };
}
