import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { SERVER_ENVIRONMENT } from './binaries.js';
import { EmbeddedPostgresError, errorCode } from './errors.js';
import type { OsUser } from './os-user.js';
import { openServerLog, readServerLog } from './server-log.js';

const run = promisify(execFile);

const POLL_MS = 20;

/**
 * SIGINT ends all sessions and writes everything to disk. SIGQUIT stops at once and leaves a
 * recovery to the next start. SIGKILL is for a postmaster that reacts to neither. None loses a
 * commit.
 */
const STOP_SIGNALS = ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const;

/** How long the server has after each signal. */
export type StopWaitsMs = Readonly<Record<(typeof STOP_SIGNALS)[number], number>>;

const DEFAULT_STOP_WAITS_MS: StopWaitsMs = {
  SIGINT: 20_000,
  SIGQUIT: 10_000,
  SIGKILL: 5000,
};

/** The SQLSTATE for "another server uses this directory". The log prefix writes it to the log. */
const LOCK_FILE_EXISTS = ' F0001 ';

export interface PostmasterPlan {
  postgres: string;
  cluster: string;
  settings: Readonly<Record<string, string>>;
  user: OsUser | undefined;
  logFile: string;
}

export interface PostmasterChild {
  pid: number;
  /** Undefined while the server runs. */
  failure(): Promise<PostmasterFailure | undefined>;
}

export interface PostmasterFailure {
  /** The server found another server on the same files. */
  wasTaken: boolean;
  log: string;
}

/** The process id and TCP port that the last server on these files recorded, dead or alive. */
export async function readPidFile(
  cluster: string,
): Promise<{ pid: number; port: number } | undefined> {
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const [pid, , , port] = text.split('\n').map(Number);
  if (pid === undefined || !Number.isSafeInteger(pid) || pid <= 0) return undefined;
  return { pid, port: port ?? 0 };
}

/**
 * Whether this process is the server of these files, judged by its command line. A number alone
 * proves nothing: after a crash or a reboot another process may have it. A zombie has no command
 * line and counts as gone.
 */
export async function isPostmaster(pid: number, cluster: string): Promise<boolean> {
  return (await readCommandLine(pid)).includes(`/postgres -D ${cluster} `);
}

async function readCommandLine(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    const raw = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return raw.replaceAll('\0', ' ');
  }
  const found = await run('ps', ['-ww', '-o', 'args=', '-p', String(pid)]).catch(() => undefined);
  return found?.stdout ?? '';
}

/**
 * Starts the server in a session of its own, so that Ctrl-C reaches only the service, which then
 * stops it in order. Its output goes to a file: a pipe would break when the service is killed.
 */
export async function launchPostmaster(
  plan: PostmasterPlan,
  stalePid: number | undefined,
): Promise<PostmasterChild> {
  const log = await openServerLog(plan.logFile);
  try {
    const { size } = await log.stat();
    const settings = Object.entries(plan.settings).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ]);
    const child = spawn(plan.postgres, ['-D', plan.cluster, ...settings], {
      ...(plan.user && { uid: plan.user.uid, gid: plan.user.gid }),
      cwd: '/',
      detached: true,
      // PostgreSQL treats a lock file as stale if it names the process with this id. pg_ctl uses
      // that too. Deleting the file instead would race with another start that has just written its
      // own.
      env: { ...SERVER_ENVIRONMENT, ...(stalePid && { PG_GRANDPARENT_PID: String(stalePid) }) },
      stdio: ['ignore', log.fd, log.fd],
    });
    await once(child, 'spawn');
    child.unref();
    return describeChild(child, plan.logFile, size);
  } finally {
    await log.close();
  }
}

function describeChild(child: ChildProcess, logFile: string, logStart: number): PostmasterChild {
  if (child.pid === undefined) throw new Error('a process that was spawned has no id');
  return {
    pid: child.pid,
    async failure() {
      if (child.exitCode === null && child.signalCode === null) return undefined;
      const log = await readServerLog(logFile, logStart);
      return { wasTaken: log.includes(LOCK_FILE_EXISTS), log };
    },
  };
}

/** Returns when the server is gone, or throws; does nothing when it is gone already. */
export async function stopPostmaster(
  pid: number,
  cluster: string,
  waitsMs: StopWaitsMs = DEFAULT_STOP_WAITS_MS,
): Promise<void> {
  for (const signal of STOP_SIGNALS) {
    if (!(await isPostmaster(pid, cluster))) return;
    sendSignal(pid, signal);
    if (await hasGone(pid, cluster, waitsMs[signal])) return;
  }
  throw new EmbeddedPostgresError(
    'stop_failed',
    `PostgreSQL (process ${pid}) does not stop, not even after SIGKILL. Its storage may hang; ` +
      `look for messages of the operating system about the disk that holds ${cluster}.`,
  );
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    // It ended at this moment.
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}

async function hasGone(pid: number, cluster: string, waitMs: number): Promise<boolean> {
  const deadlineMs = performance.now() + waitMs;
  while (performance.now() < deadlineMs) {
    if (!(await isPostmaster(pid, cluster))) return true;
    await delay(POLL_MS);
  }
  return false;
}
