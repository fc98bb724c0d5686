import { setTimeout as delay } from 'node:timers/promises';
import { type Claim, type Endpoint, tryToClaim } from './claim.js';
import { SUPERUSER } from './cluster.js';
import { errorMessage } from './errors.js';
import { isPostmaster, type StopWaitsMs, stopPostmaster } from './postmaster.js';
import { boundServerLog, readServerLog } from './server-log.js';

const RECLAIM_PAUSE_MS = 20;
const LOG_CHECK_MS = 60_000;

export interface PostgresConnection {
  /** A directory if the server listens on a unix socket; `pg` takes both. */
  host: string;
  port: number;
  user: string;
  password: string;
  database: string;
}

export interface PostgresExit {
  /**
   * `stopped`: by `stop()`. `died`: by itself or by another process. `taken_over`: it keeps
   * running, for another service that claimed it while PostgreSQL restarted its sessions after a
   * crash.
   */
  cause: 'stopped' | 'died' | 'taken_over';
  detail: string;
}

export interface RunningPostgres {
  connection: PostgresConnection;
  /** Whether the server was already running, left by a service that was killed. */
  adopted: boolean;
  /** Settles once, when this service no longer has a server; never rejects. */
  exited: Promise<PostgresExit>;
  /** Returns when the server is gone. Safe to call more than once. */
  stop(): Promise<void>;
}

export interface OwnedServer {
  claim: Claim;
  endpoint: Endpoint;
  pid: number;
  cluster: string;
  logFile: string;
  password: string;
  adopted: boolean;
}

/**
 * States: owned → reclaiming → owned, and from both → ended. Reclaiming begins when the claim's
 * session breaks. PostgreSQL ends all sessions when one of its processes crashes, and accepts
 * sessions again a moment later. As long as the server's process exists, the claim is tried again.
 * `stop()` is possible in every state and gives up the claim.
 */
export function supervise(
  owned: OwnedServer,
  options: { readonly database: string; readonly stopWaitsMs: StopWaitsMs | undefined },
): RunningPostgres {
  const { database, stopWaitsMs } = options;
  const stopRequest = new AbortController();
  let exit: PostgresExit | undefined;
  let stopping: Promise<void> | undefined;

  const boundLog = () => void boundServerLog(owned.logFile).catch(() => {});
  const logTimer = setInterval(boundLog, LOG_CHECK_MS).unref();
  const exited = watch(owned, stopRequest.signal).then((result) => {
    clearInterval(logTimer);
    exit = result;
    return result;
  });

  async function stopOnce(): Promise<void> {
    stopRequest.abort();
    if (exit?.cause === 'taken_over') return;
    await stopPostmaster(owned.pid, owned.cluster, stopWaitsMs);
    await exited;
  }

  return {
    connection: { ...owned.endpoint, user: SUPERUSER, password: owned.password, database },
    adopted: owned.adopted,
    exited,
    stop: () => (stopping ??= stopOnce()),
  };
}

async function watch(owned: OwnedServer, stopRequest: AbortSignal): Promise<PostgresExit> {
  let { claim } = owned;
  for (;;) {
    await claim.lost;
    const outcome = await reclaim(owned, stopRequest);
    if (outcome.kind === 'ended') return outcome.exit;
    claim = outcome.claim;
  }
}

type Outcome = { kind: 'claimed'; claim: Claim } | { kind: 'ended'; exit: PostgresExit };

async function reclaim(owned: OwnedServer, stopRequest: AbortSignal): Promise<Outcome> {
  while (await isPostmaster(owned.pid, owned.cluster)) {
    // A refused password is temporary too, like every other failure here: it worked before.
    const attempt = stopRequest.aborted
      ? undefined
      : await tryToClaim(owned.endpoint, owned.password).catch(() => undefined);
    if (attempt?.kind === 'claimed') return attempt;
    // Held under our own process id: the broken session has not ended yet.
    if (attempt?.kind === 'held' && attempt.ownerPid !== process.pid) {
      const detail = `PostgreSQL in ${owned.cluster} now belongs to process ${attempt.ownerPid}`;
      return { kind: 'ended', exit: { cause: 'taken_over', detail } };
    }
    await delay(RECLAIM_PAUSE_MS);
  }
  return { kind: 'ended', exit: await describeEnd(owned, stopRequest) };
}

async function describeEnd(owned: OwnedServer, stopRequest: AbortSignal): Promise<PostgresExit> {
  if (stopRequest.aborted) return { cause: 'stopped', detail: 'PostgreSQL was stopped' };
  const log = await readServerLog(owned.logFile, 0).catch(errorMessage);
  return { cause: 'died', detail: `PostgreSQL ended by itself; ${owned.logFile} says:\n${log}` };
}
