import type { Operation } from '@unlatch/contract';
import type { FastifyRequest } from 'fastify';
import { redactBody, redactHeaders, redactText } from '../../domain/request-log/redact.js';
import { isLogged, type RequestLogScope } from '../../domain/request-log/scope.js';
import type { Recorder } from '../../engine/events/recorder.js';
import type { Clock } from '../../lib/clock/clock.js';
import { readAddress } from '../../lib/ip-address.js';
import type { RequestContents } from '../../store/events/api-request-events.js';

/*
 * The log of requests: one event for each answer to a root key. Pages ask all the time, and would
 * bury what programs asked. What people change is in the audit log.
 *
 * A request without a valid root key belongs to no workspace that could read of it, and a flood of
 * those must not fill the database. So it leaves none, nor does one that was refused in overload
 * before its root key was looked at. The metrics count both.
 */

interface Answered {
  readonly status: number;
  /** Empty for a success. */
  readonly code: string;
  readonly data?: unknown;
}

/** Takes note of an answer that is about to be sent. A call never fails. */
export type LogAnswer = (request: FastifyRequest, answered: Answered) => void;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Absent: the log has no requests for this route. */
    logAnswer?: LogAnswer;
  }
}

interface RequestLogDeps {
  readonly recorder: Recorder;
  readonly clock: Clock;
  readonly config: {
    readonly requestLog: RequestLogScope;
    readonly requestLogContents: boolean;
  };
}

const USER_AGENT_LENGTH_MAX = 512;

/** `undefined`: the operator does not want requests for this operation in the log. */
export function createLogAnswer(
  operation: Operation,
  path: string,
  { recorder, clock, config }: RequestLogDeps,
): LogAnswer | undefined {
  if (!isLogged(config.requestLog, operation)) return undefined;
  // Of limit checks a caller can say that it wants no record.
  const mayBeUnwanted = operation.hot && operation.name.startsWith('ratelimit.');
  const userAgentOf = rememberLatest((agent) => redactText(agent.slice(0, USER_AGENT_LENGTH_MAX)));
  return (request, answered) => {
    const { caller, headers } = request;
    if (caller?.kind !== 'rootKey') return;
    if (mayBeUnwanted && headers['x-unkey-metrics'] === 'disabled') return;
    const { status, code } = answered;
    const tookMs = performance.now() - request.arrivedMs;
    recorder.apiRequest({
      timeMs: clock.nowMs(),
      requestId: request.id,
      workspaceId: caller.workspaceId,
      method: request.method,
      path,
      status,
      code,
      latencyUs: Math.min(Math.round(tookMs * 1000), LATENCY_US_MAX),
      rootKeyId: caller.id,
      ip: readAddress(request.ip) ?? '',
      userAgent: userAgentOf(headers['user-agent'] ?? ''),
      ...(config.requestLogContents && {
        contents: contentsOf(request, answered, operation),
      }),
    });
  };
}

/** Of the column. */
const LATENCY_US_MAX = 2_147_483_647;

/**
 * Nearly all requests have the same one, and comparing is cheaper than searching. One that something
 * was taken out of is not kept in memory.
 */
function rememberLatest(convert: (text: string) => string): (text: string) => string {
  let latest = '';
  return (text) => {
    if (text === latest) return latest;
    const converted = convert(text);
    if (converted === text) latest = text;
    return converted;
  };
}

/** In characters of JSON. A larger body is left out. */
const BODY_LENGTH_MAX = 8192;

function contentsOf(
  request: FastifyRequest,
  { data }: Answered,
  { secrets }: Operation,
): RequestContents {
  const bodyOf = (body: unknown, names: readonly string[] = []) =>
    redactBody(body, { secrets: names, lengthMax: BODY_LENGTH_MAX });
  return {
    requestHeaders: redactHeaders(request.headers),
    requestBody: bodyOf(request.body, secrets.request),
    responseBody: bodyOf(data, secrets.data),
  };
}
