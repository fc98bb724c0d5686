import type { ErrorTypes, Priority, ServingBounds } from '@unlatch/contract';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { networkOf } from '../../lib/ip-address.js';
import type { Admission } from './create-admission.js';
import { TOO_MUCH } from './overload.js';
import type { OperationTraffic } from './traffic.js';
import type { TurnPriority } from './turns.js';

/**
 * The bounds of a route. Its priority is that of an operation, or `probe`: it is never refused, so
 * that a supervisor does not end a busy process.
 */
export interface RouteBounds extends Omit<ServingBounds, 'priority'> {
  readonly priority: Priority | 'probe';
}

declare module 'fastify' {
  interface FastifyRequest {
    /** When its headers were read, by `performance.now()`. 0 on routes that serve no operation. */
    arrivedMs: number;
    /** Asks for its turn, once. `null` for checks, and after that. */
    enterTurn: ((bodyBytes: number, done: Done) => void) | null;
    /** Ends its turn. `null` while it has none, and always for checks. */
    leaveTurn: ((answerBytes: number) => void) | null;
  }
  interface FastifyContextConfig {
    /** The counts of the answers of this route. */
    traffic?: OperationTraffic;
    bounds?: RouteBounds;
    /** Absent for a route that is no operation. */
    errorTypes?: ErrorTypes;
  }
}

type Done = (error?: Error) => void;

/**
 * The first hook of each operation: records when the request began, and refuses requests in
 * overload.
 */
export function admit({ traffic, overload }: Pick<Admission, 'traffic' | 'overload'>) {
  return (request: FastifyRequest, _reply: unknown, done: Done): void => {
    const nowMs = performance.now();
    request.arrivedMs = nowMs;
    if (overload.isTooMuch(nowMs)) {
      traffic.refused(request.routeOptions.config.bounds?.priority);
      overload.refuseLater(() => done(TOO_MUCH));
    } else {
      done();
    }
  };
}

/**
 * What a request costs at least, in milliseconds of this process: nearly twice what was measured. A
 * change or a list costs about ten checks, a probe or a failure less than one.
 */
const COST_MS: Readonly<Record<TurnPriority, number>> = {
  probe: 0.05,
  change: 0.5,
  list: 0.5,
  chart: 1,
  document: 0.05,
};
/** Parsing and validating a body. */
const BODY_BYTE_MS = 0.000_04;
/** Reading rows and writing them as JSON. The bytes of a document are only handed on. */
const ANSWER_BYTE_MS = 0.000_02;
const DOCUMENT_BYTE_MS = 0.000_001;
/** A request that fails early, from its bytes to its answer. */
const FAILURE_MS = 0.05;

/** Lets a request without a body wait for its turn: see `Turns`. */
export function awaitTurn(priority: TurnPriority, admission: Admission) {
  const enter = turnsOf(priority, admission);
  return (request: FastifyRequest, reply: FastifyReply, done: Done): void =>
    enter({ request, reply, bodyBytes: 0 }, done);
}

/**
 * Prepares the turn of a request with a body. It begins when the body has arrived. Otherwise a few
 * clients that send slowly would hold all turns.
 */
export function prepareTurn(priority: TurnPriority, admission: Admission) {
  const enter = turnsOf(priority, admission);
  return (request: FastifyRequest, reply: FastifyReply, done: Done): void => {
    request.enterTurn = (bodyBytes, begin) => {
      request.enterTurn = null;
      enter({ request, reply, bodyBytes }, begin);
    };
    done();
  };
}

/** For a request that was to have a body and has none. */
export function enterTurnWithoutBody(
  request: FastifyRequest,
  _reply: FastifyReply,
  done: Done,
): void {
  if (request.enterTurn === null) done();
  else request.enterTurn(0, done);
}

interface Waiting {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly bodyBytes: number;
}

function turnsOf(priority: TurnPriority, { traffic, overload, turns }: Admission) {
  const answerByteMs = priority === 'document' ? DOCUMENT_BYTE_MS : ANSWER_BYTE_MS;
  return ({ request, reply, bodyBytes }: Waiting, done: Done): void => {
    turns.enter(priority, {
      costMs: COST_MS[priority] + bodyBytes * BODY_BYTE_MS,
      begin() {
        let hasLeft = false;
        request.leaveTurn = (answerBytes) => {
          if (hasLeft) return;
          hasLeft = true;
          turns.leave(priority, answerBytes * answerByteMs);
        };
        // The client may leave before there is an answer.
        reply.raw.once('close', () => request.leaveTurn?.(0));
        done();
      },
      refuse() {
        traffic.refused(priority);
        overload.refuseBelowChecks(() => done(TOO_MUCH));
      },
      isGone: () => reply.sent || request.raw.socket.destroyed,
      client: () => networkOf(request.raw.socket.remoteAddress ?? ''),
    });
  };
}

/** Ends the turn when the answer is complete, although the client may take its time to read it. */
export function leaveTurn(
  request: FastifyRequest,
  _reply: unknown,
  payload: unknown,
  done: () => void,
): void {
  request.leaveTurn?.(sizeOf(payload));
  done();
}

function sizeOf(payload: unknown): number {
  return typeof payload === 'string' || Buffer.isBuffer(payload) ? payload.length : 0;
}

/**
 * Answers a request that did not even have a key or a path. A flood of them must not cost checks
 * their time, so without spare time the answer waits like a refusal.
 */
export function failInTurn(
  { spareTime, overload }: Pick<Admission, 'spareTime' | 'overload'>,
  fail: () => void,
): void {
  if (spareTime.take(FAILURE_MS)) fail();
  else overload.refuseBelowChecks(fail);
}

export function countAnswer(request: FastifyRequest, status: number): void {
  request.routeOptions.config.traffic?.answered(status, performance.now() - request.arrivedMs);
}
