import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { type Claim, type Endpoint, tryToClaim } from './claim.js';
import { choosePort, findEndpoint } from './endpoint.js';
import { EmbeddedPostgresError, errorCode } from './errors.js';
import {
  isPostmaster,
  launchPostmaster,
  type PostmasterChild,
  type PostmasterPlan,
  readPidFile,
  stopPostmaster,
} from './postmaster.js';
import { readServerLog } from './server-log.js';
import type { OwnedServer } from './supervise.js';

/** Recovery after a power cut reads at most about a gigabyte of log, which takes seconds. */
const START_LIMIT_MS = 60_000;
/** How long the session of a killed owner may remain; the server needs milliseconds. */
const DEAD_OWNER_LIMIT_MS = 5_000;
const POLL_MS = 10;
/** Every start waits a little. The operator gets a message if it takes longer. */
const QUIET_WAIT_MS = 1_000;
const RELAUNCH_PAUSE_MS = 250;

export interface ServerPlan extends PostmasterPlan {
  password: string;
  /** Undefined if the server must listen on a TCP port. */
  socketDir: string | undefined;
  /** The settings with which a running server must have been started to be adopted. */
  fingerprint: string;
}

/**
 * Observes the state and takes the one next step that it calls for, until this service owns the
 * server. It remembers only the child that it launched. So other processes may start, die or stop
 * at the same time.
 */
export async function ownServer(
  plan: ServerPlan,
  logLine: (line: string) => void,
): Promise<OwnedServer> {
  const startMs = performance.now();
  const elapsedMs = () => performance.now() - startMs;
  let child: PostmasterChild | undefined;
  let obstacle = 'it does not answer';
  let waits = false;
  while (elapsedMs() < START_LIMIT_MS) {
    const endpoint = await findEndpoint(plan.cluster, plan.socketDir);
    const attempt = endpoint && (await tryToClaim(endpoint, plan.password));
    if (endpoint === undefined || attempt === undefined || attempt.kind === 'absent') {
      child = await launchUnlessUnderWay(plan, child);
    } else if (attempt.kind === 'claimed') {
      const owned = await keepOrStop(plan, { ...attempt, endpoint, child, logLine });
      if (owned !== undefined) return owned;
    } else if (attempt.kind === 'held') {
      const isGone = !processExists(attempt.ownerPid) && elapsedMs() < DEAD_OWNER_LIMIT_MS;
      if (!isGone) throw alreadyRunning(plan, attempt.ownerPid);
    } else {
      obstacle = attempt.reason;
      const isNews: boolean = !waits && elapsedMs() > QUIET_WAIT_MS;
      if (isNews) logLine(`waiting for PostgreSQL: ${obstacle}`);
      waits ||= isNews;
    }
    await delay(POLL_MS);
  }
  throw await startTimeout(plan, obstacle);
}

async function launchUnlessUnderWay(
  plan: ServerPlan,
  child: PostmasterChild | undefined,
): Promise<PostmasterChild | undefined> {
  const failure = await child?.failure();
  if (failure !== undefined && !failure.wasTaken) throw startFailed(plan, failure.log);
  if (child !== undefined && failure === undefined) return child;
  // Taken by a server that will answer soon, or by processes of a dead one that have not ended yet.
  if (failure !== undefined) await delay(RELAUNCH_PAUSE_MS);

  const recorded = await readPidFile(plan.cluster);
  if (recorded !== undefined && (await isPostmaster(recorded.pid, plan.cluster))) return undefined;
  const port = String(await choosePort(plan.socketDir));
  return launchPostmaster({ ...plan, settings: { ...plan.settings, port } }, recorded?.pid);
}

async function keepOrStop(
  plan: ServerPlan,
  found: {
    claim: Claim;
    endpoint: Endpoint;
    child: PostmasterChild | undefined;
    logLine: (line: string) => void;
  },
): Promise<OwnedServer | undefined> {
  const { claim, endpoint, child, logLine } = found;
  const pid = (await readPidFile(plan.cluster))?.pid;
  if (pid === undefined || !(await isPostmaster(pid, plan.cluster))) {
    await claim.client.end();
    throw invisible(plan);
  }
  if (claim.fingerprint !== plan.fingerprint) {
    logLine(`PostgreSQL (process ${pid}) was left behind with other settings: restarting it`);
    await stopPostmaster(pid, plan.cluster);
    return undefined;
  }
  const adopted = child?.pid !== pid;
  if (adopted) logLine(`adopting PostgreSQL (process ${pid}), which was left running`);
  const { cluster, logFile, password } = plan;
  return { claim, endpoint, pid, cluster, logFile, password, adopted };
}

function processExists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return errorCode(error) !== 'ESRCH';
  }
}

function alreadyRunning(plan: ServerPlan, ownerPid: number): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'already_running',
    `Another service, process ${ownerPid}, already uses the database in ${plan.cluster}. ` +
      `Stop it first, or give this one a DATA_DIR of its own.`,
  );
}

function invisible(plan: ServerPlan): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'already_running',
    `A PostgreSQL whose process cannot be seen from here serves ${plan.cluster}. It probably runs ` +
      `in another container on the same volume: stop that one first, or give this service a ` +
      `DATA_DIR of its own.`,
  );
}

function startFailed(plan: ServerPlan, log: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'start_failed',
    `PostgreSQL ended right after its start. Remove the cause, which the end of ${plan.logFile} ` +
      `should tell, or set DATABASE_URL to another PostgreSQL:\n${log}`,
  );
}

/** The server keeps running: it may need time to recover, and the next start finds it. */
async function startTimeout(plan: ServerPlan, obstacle: string): Promise<EmbeddedPostgresError> {
  const pid = (await readPidFile(plan.cluster))?.pid ?? 'unknown';
  return new EmbeddedPostgresError(
    'start_timeout',
    `PostgreSQL (process ${pid}) is not ready after ${START_LIMIT_MS / 1000} seconds: ${obstacle}. ` +
      `It is left running, so that it can finish its recovery; start again in a while. The end of ` +
      `${plan.logFile}:\n${await readServerLog(plan.logFile, 0)}`,
  );
}
