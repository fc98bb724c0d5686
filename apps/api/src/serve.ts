import { createRequire } from 'node:module';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { buildApp } from './app.js';
import { rootKeyNote, serviceUrl } from './banner.js';
import type { Config } from './config.js';
import { type Deps, startDeps } from './deps.js';
import { SHUTDOWN_TIMEOUT_MS } from './end-of-process.js';
import type { HealthChecks } from './http/health.js';
import { createAgreedClock } from './lib/agreed-clock.js';
import { ping } from './store/reachable.js';

const IDLE_SWEEP_MS = 50;

interface Surroundings {
  /** Resolves with the reason. One that comes during the start takes effect at its end. */
  readonly stopRequested: Promise<string>;
  readonly onListening: (at: { url: string; newRootKey: string | undefined }) => void;
}

/** One process that answers requests, until it is asked to stop; then the process is over. */
export async function serve(
  config: Config,
  log: Logger,
  { stopRequested, onListening }: Surroundings,
): Promise<never> {
  const clock = createAgreedClock();
  const deps = await startDeps(config, log, clock, (sample) => clock.observe(sample));
  let accepting = true;
  const app = await buildApp(
    { ...config, version: readVersion() },
    { ...deps, log, health: healthChecks(deps, () => accepting) },
  );
  const url = await listen(app, config, deps);
  deps.startHousekeeping();
  onListening({ url, newRootKey: deps.newRootKey });
  const end = await Promise.race([
    stopRequested.then((reason) => ({ reason, exitCode: 0 })),
    deps.failed.then((reason) => ({ reason, exitCode: 1 })),
  ]);
  accepting = false;
  log.info({ event: 'stopping', reason: end.reason }, 'stopping');
  try {
    await closeInTime(app, deps, log);
  } catch (err) {
    log.error({ event: 'stop_failed', err }, 'could not stop in order');
    process.exit(1);
  }
  process.exit(end.exitCode);
}

function healthChecks({ db, sharedLimiter }: Deps, isAccepting: () => boolean): HealthChecks {
  return {
    database: () => ping(db),
    ...(sharedLimiter && { redis: () => sharedLimiter.isShared }),
    isAccepting,
  };
}

async function listen(app: FastifyInstance, config: Config, deps: Deps): Promise<string> {
  try {
    await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    process.stdout.write(rootKeyNote(deps.newRootKey));
    await deps.stop();
    throw error;
  }
  const address = app.server.address();
  const port = address !== null && typeof address === 'object' ? address.port : config.port;
  return serviceUrl(config.host, port);
}

/** Finishes every request that was accepted, then lets go of everything else in order. */
async function closeInTime(app: FastifyInstance, deps: Deps, log: Logger): Promise<void> {
  const overdue = setTimeout(() => {
    log.error({ event: 'stop_overdue' }, 'requests did not finish in time; stopping anyway');
    process.exit(1);
  }, SHUTDOWN_TIMEOUT_MS);
  // A connection turns idle when its last answer is out; nobody else would close it then.
  const sweep = setInterval(() => app.server.closeIdleConnections(), IDLE_SWEEP_MS);
  await app.close();
  clearInterval(sweep);
  await deps.stop();
  clearTimeout(overdue);
}

function readVersion(): string {
  const manifest: { version: string } = createRequire(import.meta.url)('#package.json');
  return manifest.version;
}
