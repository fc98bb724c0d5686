import type { FastifyInstance } from 'fastify';
import { Problem } from '../../domain/problems.js';
import { isSameText } from '../../lib/crypto/same-text.js';
import { readToken } from '../admission/authentication.js';

export interface Metrics {
  /** The token that a reader must send. */
  readonly token: string;
  readonly contentType: string;
  /**
   * The metrics of all processes that share the port, as text. `undefined` if one of them does not
   * answer.
   */
  readonly read: () => Promise<string | undefined>;
}

/** Without a token, this path is as unknown as any other. */
export function registerMetrics(app: FastifyInstance, metrics: Metrics | undefined): void {
  if (metrics === undefined) return;
  app.get('/metrics', async (request, reply) => {
    if (!isSameText(readToken(request), metrics.token)) {
      throw new Problem('unkey/authentication/key_not_found', 'This is not METRICS_TOKEN.');
    }
    const text = await metrics.read();
    if (text === undefined) {
      const detail = 'One of the processes did not tell its metrics in time.';
      throw new Problem('unkey/application/service_unavailable', detail, { retryAfterSeconds: 1 });
    }
    return reply.type(metrics.contentType).send(text);
  });
}
