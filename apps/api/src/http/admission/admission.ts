import type { FastifyRequest } from 'fastify';
import { type Overload, TOO_MUCH } from './overload.js';
import type { OperationTraffic, Traffic } from './traffic.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** When its headers were read, by `performance.now()`. 0 on routes that serve no operation. */
    arrivedMs: number;
  }
  interface FastifyContextConfig {
    /** The counts of the answers of this route. */
    traffic?: OperationTraffic;
  }
}

interface AdmissionDeps {
  readonly traffic: Traffic;
  readonly overload: Overload;
}

/**
 * The first hook of each operation: records when the request began, and refuses requests in
 * overload.
 */
export function admit({ traffic, overload }: AdmissionDeps) {
  return (request: FastifyRequest, _reply: unknown, done: (error?: Error) => void): void => {
    const nowMs = performance.now();
    request.arrivedMs = nowMs;
    if (overload.isTooMuch(nowMs)) {
      traffic.shed += 1;
      overload.refuseLater(() => done(TOO_MUCH));
    } else {
      done();
    }
  };
}

export function countAnswer(request: FastifyRequest, status: number): void {
  request.routeOptions.config.traffic?.answered(status, performance.now() - request.arrivedMs);
}
