import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Config } from '../config.js';
import { buildApp } from '../http/app.js';
import type { HealthChecks, Phase } from '../http/probes/health.js';
import { readDashboard, type WebFiles } from '../http/web/web-files.js';
import { createAgreedClock } from '../lib/clock/agreed-clock.js';
import { VERSION } from '../lib/version.js';
import type { RootKeyUse } from '../operations/installation/set-up.js';
import { RPCS } from '../rpc/index.js';
import { PEOPLE_RPCS } from '../rpc/people.js';
import { rootKeyNote } from './banner.js';
import { finishRequests } from './finish-requests.js';
import { listen } from './listen.js';
import { type Service, startService } from './start-service.js';
import { STOP_TIMES } from './stop-times.js';

interface Surroundings {
  /** Resolves when all processes on the port listen. Absent: this process is the only one. */
  readonly complete?: Promise<unknown>;
  /** Resolves when this process learns that it will be asked to stop. It is then not ready. */
  readonly leaving: Promise<unknown>;
  /**
   * Resolves with the reason of the stop. A request during the start takes effect at the end of the
   * start.
   */
  readonly stopRequested: Promise<string>;
  readonly onListening: (start: {
    url: string;
    rootKeyUse: RootKeyUse;
    setupToken: string | undefined;
  }) => void;
}

/** Answers requests until the process is asked to stop. Then ends the process. */
export async function serve(
  config: Config,
  log: Logger,
  { complete = Promise.resolve(), leaving, stopRequested, onListening }: Surroundings,
): Promise<never> {
  const clock = createAgreedClock();
  const service = await startService(config, log, clock, clock.observe);
  const acceptance = acceptBetween(complete, leaving);
  const { app, url } = await openPort({ config, log, service, acceptance });
  service.startHousekeeping();
  onListening({ url, rootKeyUse: service.rootKeyUse, setupToken: service.setupToken });

  const end = await nextEnd(stopRequested, service.databaseGone);
  acceptance.end();
  log.info({ event: 'stopping', reason: end.reason }, 'stopping');
  endWithin(STOP_TIMES.wholeMs, log);
  const areAllAnswered = await finishRequests(app, service.connections, log);
  const isStoppedInOrder = await service.stop();
  process.exit(areAllAnswered && isStoppedInOrder ? end.exitCode : 1);
}

interface Acceptance {
  /** What `/health/ready` says of it. */
  phase(): Phase;
  end(): void;
}

function acceptBetween(complete: Promise<unknown>, leaving: Promise<unknown>): Acceptance {
  let phase: Phase = 'starting';
  const end = () => {
    phase = 'shutting down';
  };
  void complete.then(() => {
    if (phase === 'starting') phase = 'accepting';
  });
  void leaving.then(end);
  return { phase: () => phase, end };
}

interface OpenPort {
  readonly app: FastifyInstance;
  readonly url: string;
}

/** Opens the port. If that fails, stops the service. */
async function openPort({
  config,
  log,
  service,
  acceptance,
}: {
  readonly config: Config;
  readonly log: Logger;
  readonly service: Service;
  readonly acceptance: Acceptance;
}): Promise<OpenPort> {
  try {
    const dashboard = config.dashboard ? await findDashboard(log) : undefined;
    const health = healthChecks(service, acceptance);
    const app = await buildApp(
      { ...config, version: VERSION },
      { ...service, rpcs: RPCS, peopleRpcs: PEOPLE_RPCS, log, health, dashboard },
    );
    return { app, url: await listen(app, config) };
  } catch (error) {
    process.stdout.write(rootKeyNote(service.rootKeyUse));
    await service.stop();
    throw error;
  }
}

/** A service without its dashboard still serves the API. */
async function findDashboard(log: Logger): Promise<WebFiles | undefined> {
  const files = await readDashboard();
  if (files === undefined) {
    const what = 'the dashboard is not built: build @unlatch/dashboard, or set DASHBOARD=off';
    log.warn({ event: 'dashboard_missing' }, what);
  }
  return files;
}

function healthChecks(
  { pingDatabase, writeHealth, isCurrent, sharedLimiter }: Service,
  { phase }: Acceptance,
): HealthChecks {
  return {
    database: pingDatabase,
    writeFailure: () => writeHealth.failure,
    isCurrent,
    ...(sharedLimiter && { redis: () => sharedLimiter.isShared }),
    phase,
  };
}

interface End {
  readonly reason: string;
  readonly exitCode: number;
}

function nextEnd(stopRequested: Promise<string>, databaseGone: Promise<string>): Promise<End> {
  return Promise.race([
    stopRequested.then((reason) => ({ reason, exitCode: 0 })),
    databaseGone.then((reason) => ({ reason, exitCode: 1 })),
  ]);
}

/** Work that is still under way then ends with the process. */
function endWithin(limitMs: number, log: Logger): void {
  setTimeout(() => {
    log.error({ event: 'stop_overdue', part: 'service' }, 'not stopped in time; ending anyway');
    process.exit(1);
  }, limitMs);
}
