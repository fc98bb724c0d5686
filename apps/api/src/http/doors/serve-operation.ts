import {
  type Bounds,
  type BulkBounds,
  boundsOf,
  bulkBoundsOf,
  hasFreeValues,
  type Operation,
} from '@unlatch/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Page } from '../../domain/pagination.js';
import type { Violation } from '../../domain/problems.js';
import { RawJson } from '../../lib/json-text/raw-json.js';
import { toError } from '../../lib/to-error.js';
import { DatabaseUse } from '../../store/database/database-use.js';
import {
  countAnswer,
  enterTurnWithoutBody,
  leaveTurn,
  prepareTurn,
} from '../admission/admission.js';
import { envelope, pageEnvelope, rawEnvelope } from '../answers/envelope.js';
import { invalidBody } from '../answers/problem-responses.js';
import type { LogAnswer } from '../answers/request-log.js';
import { withinDeadline } from '../deadline.js';
import { digestBulkBody } from '../requests/idempotency.js';
import type { BodyRules } from '../requests/json-bodies.js';
import { createValidatorCompiler } from '../requests/validation.js';
import { findNulInTurns } from '../requests/violations.js';
import type { RouteDeps } from './route-deps.js';

const OK = 200;

type Hook = (request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void) => void;

/** What two doors share of one operation, so that it is derived and compiled once. */
export interface PreparedOperation {
  readonly definition: Operation;
  readonly bounds: Bounds;
  readonly rules: BodyRules;
  /** For a body with a very long list. Absent: the usual validation. */
  readonly bulkValidation: ReturnType<typeof bulkValidation> | undefined;
}

export function prepareOperation(definition: Operation): PreparedOperation {
  const bounds = boundsOf(definition);
  const bulk = bulkBoundsOf(definition.request);
  const rules = {
    bytesMax: bounds.requestBytesMax,
    valuesMax: bounds.requestValuesMax,
    depthMax: bounds.requestDepthMax,
    returnsValues: hasFreeValues(definition.request),
    bulk,
  };
  return {
    definition,
    bounds,
    rules,
    bulkValidation: bulk === undefined ? undefined : bulkValidation(bulk),
  };
}

/** An operation at one door. */
export interface Served {
  readonly prepared: PreparedOperation;
  readonly path: string;
  /** From the first look at the headers until the caller is known and judged. */
  readonly hooks: readonly Hook[];
  /** The schema of the whole answer, which is compiled. Absent: the answer is printed as it is. */
  readonly answerSchema?: object;
  readonly logAnswer?: LogAnswer | undefined;
  /** Carries the operation out. Returns the data of the answer. */
  readonly run: (request: FastifyRequest, own: RouteDeps, more: RunOptions) => unknown;
}

interface RunOptions {
  readonly reply: FastifyReply;
  readonly left: AbortSignal | undefined;
}

/**
 * One route for each operation and door: what comes before the body, in the order of `hooks`; then
 * read the body, await the turn, parse, validate, handle, answer in the envelope. Checks need no
 * turn.
 */
export function serveOperation(app: FastifyInstance, served: Served, deps: RouteDeps): void {
  const { prepared, path, hooks, answerSchema, logAnswer } = served;
  const { definition, bounds, rules } = prepared;
  const { name, request, bodyOptional, errorTypes } = definition;
  const { priority } = bounds;
  const stages =
    priority === 'check'
      ? { onRequest: [...hooks] }
      : {
          onRequest: [...hooks, prepareTurn(priority, deps)],
          preValidation: [enterTurnWithoutBody, ...(bodyOptional ? [fillBody] : [])],
          preHandler: rules.bulk === undefined ? [] : ofBulk(definition, rules.bulk),
          onSend: leaveTurn,
        };
  app.post(path, {
    schema: { body: request, ...(answerSchema && { response: { [OK]: answerSchema } }) },
    config: {
      traffic: deps.traffic.of(name),
      bounds,
      errorTypes,
      ...(logAnswer && { logAnswer }),
    },
    ...prepared.bulkValidation,
    ...stages,
    handler: createHandler(served, deps),
  });
}

/** What other operations do at once, when they are called. */
function ofBulk(definition: Operation, { list }: BulkBounds) {
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

/** Answers synchronously when the operation does. It then needs no timer and no promise. */
function createHandler({ prepared, logAnswer, run }: Served, deps: RouteDeps) {
  const { kind, paginated } = prepared.definition;
  const { deadlineMs, priority } = prepared.bounds;
  const wrap = paginated
    ? (id: string, page: unknown) => pageEnvelope(id, page as Page<unknown>)
    : envelope;
  const dataOf = paginated
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
    const data = run(request, own, { reply, left: leaving?.signal });
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

/** A hook after validation, for operations with large bodies. */
function refuseNulInTurns(list: string) {
  return async (request: FastifyRequest): Promise<void> => {
    if (!request.mayHoldNul) return;
    refuseAny(await findNulInTurns(request.body, list));
    request.mayHoldNul = false;
  };
}

export function refuseAny(violations: readonly Violation[]): void {
  if (violations.length > 0) throw invalidBody(violations);
}
