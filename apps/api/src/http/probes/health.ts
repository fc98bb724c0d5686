import type { FastifyInstance } from 'fastify';
import { settleWithin } from '../../lib/settle-within.js';

export interface HealthChecks {
  /** Resolves if the database answers. */
  readonly database: () => Promise<void>;
  /** Why the database takes no writes, or undefined while it does. */
  readonly writeFailure: () => string | undefined;
  /** Whether caches may answer without the database. */
  readonly isCurrent: () => boolean;
  /** Whether rate limits are counted in Redis at the moment. Absent in a service without Redis. */
  readonly redis?: () => boolean;
  /** Load balancers send requests only while it is `accepting`. */
  readonly phase: () => Phase;
}

/** Starting: of the processes that share the port, not all listen yet. */
export type Phase = 'starting' | 'accepting' | 'shutting down';

const CHECK_TIMEOUT_MS = 500;

/**
 * Live: the process answers. Ready: it can do its work, or the part of it that needs no database.
 * All processes lose the database at the same time. If each then reported that it is not ready, the
 * load balancer would have no process left. Keys that can still be verified would fail. Neither
 * probe needs a key.
 */
export function registerHealth(app: FastifyInstance, checks: HealthChecks, version: string): void {
  const pingDatabase = shareWork(checks.database);
  app.get('/v2/liveness', async (request) => ({
    meta: { requestId: request.id },
    data: { message: 'ok' },
  }));
  app.get('/health/live', async () => ({ status: 'ok', version }));
  app.get('/health/ready', async (_request, reply) => {
    const phase = checks.phase();
    if (phase !== 'accepting') return reply.code(503).send({ status: phase, version });
    const database = 'value' in (await settleWithin(pingDatabase(), CHECK_TIMEOUT_MS));
    const states = {
      database: database ? 'ok' : 'fail',
      // Checks go on without writes, so this is no reason to send no requests, either.
      writes: checks.writeFailure() ?? 'ok',
      // Without Redis the process counts for itself. Operators should know, but it is no reason to
      // send it no requests.
      ...(checks.redis && { redis: checks.redis() ? 'ok' : 'fail' }),
    };
    if (database || checks.isCurrent()) return { status: 'ok', version, checks: states };
    return reply.code(503).send({ status: 'fail', version, checks: states });
  });
}

/** Calls while one is under way share it, so a flood of probes does not take all connections. */
function shareWork(work: () => Promise<void>): () => Promise<void> {
  let underWay: Promise<void> | undefined;
  return () => {
    underWay ??= work().finally(() => {
      underWay = undefined;
    });
    return underWay;
  };
}
