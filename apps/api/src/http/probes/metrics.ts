import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Problem } from '../../domain/problems.js';
import { isSameText } from '../../lib/crypto/same-text.js';
import { toError } from '../../lib/to-error.js';
import { failInTurn } from '../admission/admission.js';
import { readToken } from '../admission/authentication.js';
import type { Admission } from '../admission/create-admission.js';

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
export function registerMetrics(
  app: FastifyInstance,
  metrics: Metrics | undefined,
  admission: Admission,
): void {
  if (metrics === undefined) return;
  const { token } = metrics;
  const onRequest = (request: FastifyRequest, _reply: unknown, done: (error?: Error) => void) => {
    try {
      checkToken(request, token);
      done();
    } catch (error) {
      failInTurn(admission, () => done(toError(error)));
    }
  };
  app.get('/metrics', { onRequest }, async (_request, reply) => {
    const text = await metrics.read();
    if (text === undefined) {
      const detail = 'One of the processes did not tell its metrics in time.';
      throw new Problem('unkey/application/service_unavailable', detail, { retryAfterSeconds: 1 });
    }
    return reply.type(metrics.contentType).send(text);
  });
}

function checkToken(request: FastifyRequest, token: string): void {
  if (isSameText(readToken(request, 'METRICS_TOKEN'), token)) return;
  throw new Problem('unkey/authentication/key_not_found', 'This is not METRICS_TOKEN.');
}
