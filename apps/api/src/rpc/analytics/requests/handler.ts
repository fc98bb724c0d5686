import { requests as definition } from '@unlatch/contract/operations/analytics/requests';
import { mapPage } from '../../../domain/pagination.js';
import {
  listApiRequests,
  type StoredApiRequest,
} from '../../../store/request-log/list-api-requests.js';
import { findWorkspace } from '../../../store/workspaces/workspaces.js';
import { implementList } from '../../implement.js';
import { planRequestQuery, requireLog } from './plan.js';

export const requests = implementList(definition, async ({ body, caller }, deps) => {
  const { workspaceId } = caller;
  const { requestLog, requestLogDays } = deps.config;
  requireLog(requestLog);
  const { logRetentionDays } = await findWorkspace(deps.db, workspaceId);
  const keptDays = Math.min(requestLogDays, logRetentionDays);
  const query = planRequestQuery(body, { workspaceId, keptDays, nowMs: deps.clock.nowMs() });
  return mapPage(await listApiRequests(deps.db, query), present);
});

function present(request: StoredApiRequest) {
  const { requestId, timeMs, method, path, status, code, latencyUs, contents } = request;
  const { rootKeyId, ip, userAgent } = request;
  return {
    requestId,
    time: timeMs,
    method,
    path,
    status,
    latency: latencyUs / 1000,
    ...(code === '' ? {} : { code }),
    ...(rootKeyId === '' ? {} : { rootKeyId }),
    ...(ip === '' ? {} : { ip }),
    ...(userAgent === '' ? {} : { userAgent }),
    ...(contents === undefined ? {} : presentContents(contents)),
  };
}

function presentContents(contents: NonNullable<StoredApiRequest['contents']>) {
  const { requestHeaders, requestBody, responseBody } = contents;
  return {
    requestHeaders,
    ...(requestBody === null ? {} : { requestBody }),
    ...(responseBody === null ? {} : { responseBody }),
  };
}
