import {
  type Bounds,
  type BulkBounds,
  boundsOf,
  bulkBoundsOf,
  envelopeOf,
  hasFreeValues,
  isRepeatable,
  type ServingBounds,
} from '@unlatch/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Page } from '../domain/pagination.js';
import type { Violation } from '../domain/problems.js';
import type { RootKeyUses } from '../engine/root-keys/root-key-uses.js';
import { readAddress } from '../lib/ip-address.js';
import { RawJson } from '../lib/json-text/raw-json.js';
import { toError } from '../lib/to-error.js';
import type { Rpc, RpcDeps } from '../rpc/rpc.js';
import type { Database } from '../store/database/database.js';
import { DatabaseUse } from '../store/database/database-use.js';
import {
  admit,
  countAnswer,
  enterTurnWithoutBody,
  leaveTurn,
  prepareTurn,
} from './admission/admission.js';
import { authenticate } from './admission/authentication.js';
import { judgeCaller } from './admission/caller-judge.js';
import type { Admission } from './admission/create-admission.js';
import { limitLifting, limitWorkspace } from './admission/workspace-limit.js';
import { envelope, pageEnvelope, rawEnvelope } from './answers/envelope.js';
import { invalidBody } from './answers/problem-responses.js';
import { createLogAnswer, type LogAnswer } from './answers/request-log.js';
import { withinDeadline } from './deadline.js';
import { digestBulkBody, readIdempotency } from './requests/idempotency.js';
import type { BodyRules } from './requests/json-bodies.js';
import { createValidatorCompiler } from './requests/validation.js';
import { findNul, findNulInTurns } from './requests/violations.js';

const OK = 200;

export interface RouteDeps extends RpcDeps, Admission {
  readonly rootKeyUses: RootKeyUses;
  readonly dbFor: Database['dbFor'];
}

/**
 * One route for each operation: admit, authenticate, limit, judge the caller, read the body, await
 * the turn, parse, validate, handle, answer in the envelope. Checks need no turn.
 */
export function registerRpcs(app: FastifyInstance, rpcs: readonly Rpc[], deps: RouteDeps): void {
  app.decorateRequest('arrivedMs', 0);
  app.decorateRequest('enterTurn', null);
  app.decorateRequest('leaveTurn', null);
  app.decorateRequest('bodyDigest', null);
  const first = [admit(deps), authenticate(deps)];
  const limits = { usual: limitWorkspace(deps), lifting: limitLifting(deps) };
  for (const rpc of rpcs) {
    const { name, request, bodyOptional, errorTypes } = rpc.definition;
    const bounds = boundsOf(rpc.definition);
    const { priority } = bounds;
    const rules = bodyRulesOf(rpc.definition, bounds);
    const ofChecks = [
      ...first,
      rpc.definition.liftsLimit ? limits.lifting : limits.usual,
      judgeCaller(rpc.callers, rules),
    ];
    const hooks =
      priority === 'check'
        ? { onRequest: ofChecks }
        : {
            onRequest: [...ofChecks, prepareTurn(priority, deps)],
            preValidation: [enterTurnWithoutBody, ...(bodyOptional ? [fillBody] : [])],
            preHandler: rules.bulk === undefined ? [] : ofBulk(rpc.definition, rules.bulk),
            onSend: leaveTurn,
          };
    const logAnswer = createLogAnswer(rpc.definition, deps);
    app.post(`/v2/${name}`, {
      schema: { body: request, response: { 200: envelopeOf(rpc.definition) } },
      config: {
        traffic: deps.traffic.of(name),
        bounds,
        errorTypes,
        ...(logAnswer && { logAnswer }),
      },
      ...(rules.bulk === undefined ? {} : bulkValidation(rules.bulk)),
      ...hooks,
      handler: createHandler(rpc, { ...bounds, logAnswer }, deps),
    });
  }
}

/** What other operations do at once, when they are called. */
function ofBulk(definition: Rpc['definition'], { list }: BulkBounds) {
  return [refuseNulInTurns(list), digestBulkBody(definition)];
}

function bulkValidation({ list }: BulkBounds) {
  return { validatorCompiler: createValidatorCompiler({ bulkList: list }) };
}

/** For operations that are called without a body by clients that have nothing to say. */
function fillBody(request: FastifyRequest, _reply: unknown, done: () => void): void {
  if (request.body === undefined) request.body = {};
  done();
}

function bodyRulesOf({ request }: Rpc['definition'], bounds: Bounds): BodyRules {
  return {
    bytesMax: bounds.requestBytesMax,
    valuesMax: bounds.requestValuesMax,
    depthMax: bounds.requestDepthMax,
    returnsValues: hasFreeValues(request),
    bulk: bulkBoundsOf(request),
  };
}

/** Answers synchronously when the operation does. It then needs no timer and no promise. */
function createHandler(
  rpc: Rpc,
  { deadlineMs, priority, logAnswer }: ServingBounds & { logAnswer: LogAnswer | undefined },
  deps: RouteDeps,
) {
  const { kind } = rpc.definition;
  const wrap = rpc.definition.paginated
    ? (id: string, page: unknown) => pageEnvelope(id, page as Page<unknown>)
    : envelope;
  const dataOf = rpc.definition.paginated
    ? (page: unknown) => (page as Page<unknown>).items
    : (data: unknown) => data;
  return (request: FastifyRequest, reply: FastifyReply): void => {
    const answer = (data: unknown) => {
      if (data instanceof RawJson) sendRaw(reply, rawEnvelope(request.id, data));
      else reply.send(wrap(request.id, data));
      // Data that cannot be serialised has been answered and counted as a failure.
      if (reply.statusCode !== OK) return;
      countAnswer(request, OK);
      logAnswer?.(request, { status: OK, code: '', data: dataOf(data) });
    };
    const use = priority === 'check' ? undefined : new DatabaseUse();
    const own = use === undefined ? deps : { ...deps, db: deps.dbFor(use) };
    const leaving = priority === 'chart' ? new AbortController() : undefined;
    if (leaving !== undefined) reply.raw.once('close', () => leaving.abort());
    const data = rpc.handle(toCall(request, rpc, leaving?.signal), own);
    if (data instanceof Promise) {
      deps.traffic
        .awaited(withinDeadline(data, { deadlineMs, kind, use, leaving }))
        .then(answer)
        .catch((reason: unknown) => reply.send(toError(reason)));
    } else {
      answer(data);
    }
  };
}

/** A text of this type is sent as it is. */
function sendRaw(reply: FastifyReply, text: string): void {
  reply.type('application/json; charset=utf-8').send(text);
}

function toCall(request: FastifyRequest, { definition }: Rpc, left: AbortSignal | undefined) {
  const { caller, body } = request;
  // What a proxy says may be no address.
  const ip = readAddress(request.ip) ?? null;
  if (caller === null) throw new Error('an operation was reached without authentication');
  if (request.mayHoldNul) refuseNul(body);
  const userAgent = request.headers['user-agent'] ?? null;
  const idempotency = isRepeatable(definition) ? readIdempotency(request, definition) : null;
  const wantsRecord = request.headers['x-unkey-metrics'] !== 'disabled';
  const call = { requestId: request.id, body, caller, ip, userAgent, idempotency, wantsRecord };
  return left === undefined ? call : { ...call, left };
}

function refuseNul(body: unknown): void {
  refuseAny(findNul(body));
}

/** A hook after validation, for operations with large bodies. */
function refuseNulInTurns(list: string) {
  return async (request: FastifyRequest): Promise<void> => {
    if (!request.mayHoldNul) return;
    refuseAny(await findNulInTurns(request.body, list));
    request.mayHoldNul = false;
  };
}

function refuseAny(violations: readonly Violation[]): void {
  if (violations.length > 0) throw invalidBody(violations);
}
