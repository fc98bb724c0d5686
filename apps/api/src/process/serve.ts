import { createRequire } from 'node:module';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from '../config.js';
import { OpenConnections } from '../http/admission/open-connections.js';
import { buildApp } from '../http/app.js';
import type { HealthChecks } from '../http/probes/health.js';
import { createAgreedClock } from '../lib/clock/agreed-clock.js';
import { OperatorError } from '../lib/operator-error.js';
import { settleWithin } from '../lib/settle-within.js';
import { RPCS } from '../rpc/index.js';
import { rootKeyNote, serviceUrl } from './banner.js';
import { type Deps, startDeps } from './deps.js';
import { STOP_TIMES } from './stop-times.js';

const IDLE_SWEEP_MS = 50;

interface Surroundings {
  /** Resolves when it is known that this process will be asked to stop: it is not ready then. */
  readonly leaving: Promise<unknown>;
  /** Resolves with the reason. One that comes during the start takes effect at its end. */
  readonly stopRequested: Promise<string>;
  readonly onListening: (at: { url: string; newRootKey: string | undefined }) => void;
}

/** One process that answers requests, until it is asked to stop; then the process is over. */
export async function serve(
  config: Config,
  log: Logger,
  { leaving, stopRequested, onListening }: Surroundings,
): Promise<never> {
  const clock = createAgreedClock();
  const deps = await startDeps(config, log, clock, (sample) => clock.observe(sample));
  let accepting = true;
  void leaving.then(() => {
    accepting = false;
  });
  const app = await buildApp(
    { ...config, version: readVersion() },
    { ...deps, rpcs: RPCS, log, health: healthChecks(deps, () => accepting) },
  );
  const connections = new OpenConnections(app.server);
  const url = await listen(app, config, deps);
  deps.startHousekeeping();
  onListening({ url, newRootKey: deps.newRootKey });
  const end = await Promise.race([
    stopRequested.then((reason) => ({ reason, exitCode: 0 })),
    deps.failed.then((reason) => ({ reason, exitCode: 1 })),
  ]);
  accepting = false;
  log.info({ event: 'stopping', reason: end.reason }, 'stopping');
  const overdue = setTimeout(() => {
    log.error({ event: 'stop_overdue', part: 'service' }, 'not stopped in time; ending anyway');
    process.exit(1);
  }, STOP_TIMES.wholeMs);
  const areAllAnswered = await finishRequests(app, connections, log);
  const isStoppedInOrder = await deps.stop();
  clearTimeout(overdue);
  process.exit(areAllAnswered && isStoppedInOrder ? end.exitCode : 1);
}

function healthChecks(
  { pingDatabase, isCurrent, sharedLimiter }: Deps,
  isAccepting: () => boolean,
): HealthChecks {
  return {
    database: pingDatabase,
    isCurrent,
    ...(sharedLimiter && { redis: () => sharedLimiter.isShared }),
    isAccepting,
  };
}

async function listen(app: FastifyInstance, config: Config, deps: Deps): Promise<string> {
  try {
    await app.listen({ host: oneAddress(config.host), port: config.port });
  } catch (error) {
    process.stdout.write(rootKeyNote(deps.newRootKey));
    await deps.stop();
    throw isPortTaken(error) ? new PortTakenError(error) : error;
  }
  const address = app.server.address();
  const port = address !== null && typeof address === 'object' ? address.port : config.port;
  return serviceUrl(config.host, port);
}

function isPortTaken(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

export class PortTakenError extends OperatorError {
  constructor(cause: Error) {
    super(`Another program listens on this address (${cause.message}). Stop it, or set PORT.`, {
      cause,
    });
  }
}

/**
 * For `localhost` Fastify opens a second server, of the other address that the name may have, and
 * nobody could tell the connections of that one. Who connects to the name tries both addresses.
 */
function oneAddress(host: string): string {
  return host === 'localhost' ? '127.0.0.1' : host;
}

/**
 * Closes the port, finishes the requests that were accepted, and closes each connection that has
 * none. Returns whether all of them were answered; see `stop-times.ts` for the time they have.
 */
async function finishRequests(
  app: FastifyInstance,
  connections: OpenConnections,
  log: Logger,
): Promise<boolean> {
  // Between the two turns comes one that reads, so what has arrived already is not closed unread.
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

function readVersion(): string {
  const manifest: { version: string } = createRequire(import.meta.url)('#package.json');
  return manifest.version;
}
