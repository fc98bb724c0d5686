import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { OpenConnections } from '../http/admission/open-connections.js';
import { settleWithin } from '../lib/settle-within.js';
import { STOP_TIMES } from './stop-times.js';

const IDLE_SWEEP_MS = 50;

/**
 * Closes the port, finishes the accepted requests, and closes each connection without a request.
 * Returns whether all requests were answered.
 */
export async function finishRequests(
  app: FastifyInstance,
  connections: OpenConnections,
  log: Logger,
): Promise<boolean> {
  // Between the timer and the immediate the event loop reads, so no connection is closed with a
  // request unread.
  const sweep = setInterval(() => setImmediate(() => connections.closeIdle()), IDLE_SWEEP_MS);
  const end = await settleWithin(app.close(), STOP_TIMES.requestsMs);
  clearInterval(sweep);
  const { owed } = connections;
  if (owed > 0) {
    const text = 'requests did not finish in time; their connections are closed';
    log.error({ event: 'stop_overdue', part: 'requests', requests: owed }, text);
  }
  if ('error' in end) log.error({ event: 'stop_failed', part: 'requests', err: end.error });
  app.server.closeAllConnections();
  return owed === 0 && !('error' in end);
}
