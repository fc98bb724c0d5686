import cors from '@fastify/cors';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { newRequestId } from '../lib/ids.js';
import { paceReads } from './admission/paced-reads.js';
import { trustProxies } from './admission/trusted-proxies.js';
import { closeAfterUnread } from './admission/unread-bodies.js';
import { responsesCountedBy } from './admission/untaken.js';
import { RATE_LIMIT_HEADERS } from './admission/workspace-limit.js';
import { registerFallbacks } from './answers/fallbacks.js';
import { answerMalformedHttp } from './answers/malformed-http.js';
import { respondWithProblem } from './answers/problem-responses.js';
import { registerErrorPages } from './documents/error-pages.js';
import { registerOpenApi } from './documents/openapi.js';
import type { RouteDeps } from './doors/route-deps.js';
import { boundPages } from './pages.js';
import { type HealthChecks, registerHealth } from './probes/health.js';
import { type Metrics, registerMetrics } from './probes/metrics.js';
import { findHostFault } from './requests/host.js';
import { parseJsonBodies } from './requests/json-bodies.js';
import { createValidatorCompiler } from './requests/validation.js';
import { WholeBodyMessage } from './requests/whole-bodies.js';
import { type Operations, registerRpcs } from './rpc-routes.js';
import { registerDashboard } from './web/dashboard.js';
import type { WebFiles } from './web/web-files.js';

/**
 * The time in which the headers of a request must arrive, from the moment in which the connection
 * is open or has sent their first byte. They come in one packet or two, even from far away.
 */
const HEADERS_MAX_MS = 10_000;
/**
 * The time in which a request must arrive, with its body. Until then its received part is in
 * memory, at most MAX_BODY_BYTES. The answer has a separate deadline.
 */
const ARRIVAL_MAX_MS = 30_000;
/** How often Node looks for late requests. */
const LATE_CHECK_INTERVAL_MS = 1000;

export interface AppOptions {
  readonly publicUrl: string | undefined;
  readonly trustedProxies: readonly string[];
  readonly corsOrigins: readonly string[];
  readonly maxBodyBytes: number;
  /** Whether people may log in over plain http at addresses that are not this machine. */
  readonly allowInsecureLogin: boolean;
  /** Whether the pages of documentation are served. */
  readonly documents: boolean;
  readonly version: string;
}

interface AppDeps extends RouteDeps, Operations {
  readonly metrics: Metrics | undefined;
  /** Absent: it is turned off or was not built, and its paths answer 404. */
  readonly dashboard?: WebFiles | undefined;
  readonly log: Logger;
  readonly health: HealthChecks;
}

/** Everything about HTTP. It knows neither the environment nor its future address. */
export async function buildApp(options: AppOptions, deps: AppDeps): Promise<FastifyInstance> {
  const respond = respondWithProblem({ log: deps.log, publicUrl: options.publicUrl });
  const app: FastifyInstance = fastify({
    // A log line for each request would cost a third of the throughput. `respond` logs failures.
    logger: false,
    genReqId: () => newRequestId(),
    requestTimeout: ARRIVAL_MAX_MS,
    http: {
      headersTimeout: HEADERS_MAX_MS,
      connectionsCheckingInterval: LATE_CHECK_INTERVAL_MS,
      IncomingMessage: WholeBodyMessage,
      ServerResponse: responsesCountedBy(deps.untaken),
      // `findHostFault` refuses it in the envelope of every problem.
      requireHostHeader: false,
    },
    trustProxy: trustProxies(options.trustedProxies),
    routerOptions: { maxParamLength: 500 },
    return503OnClosing: false,
    // These errors occur before any hook.
    frameworkErrors: (error, request, reply) => {
      setCommonHeaders(request, reply);
      respond(error, request, reply);
    },
    clientErrorHandler: answerMalformedHttp({
      publicUrl: options.publicUrl,
      admission: deps,
    }),
  });
  deps.connections.watch(app.server);
  closeAfterUnread(app.server, deps.spareTime);
  paceReads(app.server);
  app.decorateRequest('caller', null);
  boundPages(app, deps);
  app.addHook('onRequest', (request, reply, done) => {
    setCommonHeaders(request, reply);
    const fault = findHostFault(request.raw);
    // Where two readers may differ about the host, they may differ about what comes next.
    if (fault !== undefined) reply.header('connection', 'close');
    done(fault);
  });
  app.setErrorHandler(respond);
  app.setValidatorCompiler(createValidatorCompiler());
  parseJsonBodies(app, { maxBodyBytes: options.maxBodyBytes, spareTime: deps.spareTime });
  if (options.corsOrigins.length > 0) {
    await app.register(cors, {
      origin: [...options.corsOrigins],
      methods: ['GET', 'HEAD', 'POST'],
      exposedHeaders: ['x-request-id', 'retry-after', ...RATE_LIMIT_HEADERS],
      // A strict preflight check would answer an OPTIONS request that is no preflight with plain
      // text.
      strictPreflight: false,
    });
  }
  registerRpcs(app, deps, { ...deps, connectionConfig: options });
  registerOpenApi(app, deps.rpcs, options, deps);
  registerErrorPages(app, deps.untaken);
  if (deps.dashboard !== undefined) registerDashboard(app, deps.dashboard, deps.untaken);
  registerHealth(app, deps.health, options.version);
  registerMetrics(app, deps.metrics, deps);
  registerFallbacks(app, deps);
  return app;
}

function setCommonHeaders(request: FastifyRequest, reply: FastifyReply): void {
  reply.header('x-request-id', request.id);
  reply.header('x-content-type-options', 'nosniff');
}
