/*
 * Runs PostgreSQL as a child process that outlives its parent's crash.
 *
 * Below the data directory:
 *   postgres/                  appears by one rename; whoever sees it sees a whole cluster
 *     cluster/  run/           the server's files and its socket, for the server's user only
 *     password  server.log
 *   postgres-new-…             a cluster in the making, or what a crash left of one
 *   postgres-binaries-…        a copy of the programs, where the installed ones cannot be run
 *
 * Two questions have to be answered without a lock file, which would outlive its owner:
 *
 * Which server runs on these files? PostgreSQL sees to it that there is at most one: by
 * postmaster.pid and, should that file be wrong or gone, by a shared memory segment tied to the
 * directory. So several starts may launch a server at once; all but one of those end by themselves.
 *
 * Which service owns that server? The one whose session holds an advisory lock in it, the claim.
 * It is atomic, it needs no clean-up, and it ends with the owner's process, because the kernel then
 * closes the connection and the server drops the session.
 *
 *   no server ──launch──▶ starting ──▶ unclaimed ──claim──▶ owned ──stop()──▶ stopping ──▶ no server
 *                                          ▲                  │
 *                                          └─owner was killed─┘
 *
 * Invariants
 * - A server is used only under a claim, and only by the process that holds it.
 * - A signal goes only to a process whose command line shows it to be the server of these files.
 *   Process ids are hints: they may belong to somebody else after a crash.
 * - Who does not hold the claim changes nothing: it neither stops a server nor deletes a file.
 *   The exception is a cluster or copy in the making, which each start names uniquely.
 *
 * Killed at any point, a start leaves one of these states, and the next start goes on from there:
 * before the rename, rubbish that the next owner deletes; before the launch, a cluster at rest;
 * afterwards a server that starts, runs unclaimed or stops. The next start waits until such a
 * server answers or is gone, and adopts it when it answers: commits are safe in either case, and
 * adopting spares a shutdown. Only a server that was started with other settings or binaries (a
 * new release after a crash) is stopped in order and started anew.
 */
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type pg from 'pg';
import { type Binaries, COPY_PREFIX, findBinaries } from './binaries.js';
import { FINGERPRINT_SETTING } from './claim.js';
import { HOME_NAME, layoutOf, prepareCluster, prepareDataDirectory } from './cluster.js';
import { listenSettings, usableSocketDir } from './endpoint.js';
import { chooseOsUser } from './os-user.js';
import { ownServer, type ServerPlan } from './own-server.js';
import { type StopWaitsMs, stopPostmaster } from './postmaster.js';
import { removeQuietly, UNPUBLISHED_MARK } from './publish-directory.js';
import { boundServerLog } from './server-log.js';
import { type RunningPostgres, supervise } from './supervise.js';

export interface EmbeddedPostgresOptions {
  /** Created when missing; its place decides everything else. */
  dataDir: string;
  /** Name of the database to connect to; created when missing. */
  database: string;
  /**
   * `full` (the default): a commit that was answered survives a power cut. `none`: it survives a
   * crash of the service at most, which is right for tests and wrong for everything else.
   */
  durability?: 'full' | 'none';
  /** How long `stop()` waits after each signal: 20, 10 and 5 seconds unless told otherwise. */
  stopWaitsMs?: StopWaitsMs;
  /** Hears what takes time or deserves notice; silent by default. */
  logLine?: (line: string) => void;
}

/**
 * Starts PostgreSQL, or adopts the one that a killed service left behind, and owns it until
 * `stop()`. Rejects with an `EmbeddedPostgresError`, among others when another service owns it.
 */
export async function startEmbeddedPostgres(
  options: EmbeddedPostgresOptions,
): Promise<RunningPostgres> {
  const logLine = options.logLine ?? (() => {});
  const { plan, dataDir, copyName } = await preparePlan(options, logLine);
  const owned = await ownServer(plan, logLine);
  try {
    await createDatabaseIfMissing(owned.claim.client, options.database);
    await removeLeftovers(dataDir, copyName);
    await boundServerLog(owned.logFile);
  } catch (error) {
    await stopPostmaster(owned.pid, owned.cluster);
    throw error;
  }
  const { database, stopWaitsMs } = options;
  return supervise(owned, { database, stopWaitsMs });
}

async function preparePlan(
  options: EmbeddedPostgresOptions,
  logLine: (line: string) => void,
): Promise<{ plan: ServerPlan; dataDir: string; copyName: string | undefined }> {
  const requested = resolve(options.dataDir);
  const user = await chooseOsUser(layoutOf(requested).cluster, logLine);
  const dataDir = await prepareDataDirectory(requested, user);
  const layout = layoutOf(dataDir);
  const binaries = await findBinaries({ user, copyBelow: dataDir, logLine });
  const durability = options.durability ?? 'full';
  const syncs = durability === 'full';
  const password = await prepareCluster(layout, { binaries, user, syncs, logLine });

  const socketDir = usableSocketDir(layout.socketDir);
  const settings = { ...SERVER_SETTINGS[durability], ...listenSettings(socketDir) };
  const fingerprint = fingerprintOf(binaries, settings);
  const plan: ServerPlan = {
    postgres: binaries.postgres,
    cluster: layout.cluster,
    logFile: layout.logFile,
    user,
    password,
    socketDir,
    fingerprint,
    settings: { ...settings, [FINGERPRINT_SETTING]: fingerprint },
  };
  return { plan, dataDir, copyName: binaries.copyName };
}

/** These override postgresql.conf, which is left to the operator for everything else. */
const SERVER_SETTINGS = {
  full: settingsOf('on'),
  none: settingsOf('off'),
};

function settingsOf(durable: 'on' | 'off') {
  return {
    fsync: durable,
    synchronous_commit: durable,
    full_page_writes: durable,
    log_checkpoints: 'off',
    // The SQLSTATE (%e) is what tells one failed start from another.
    log_line_prefix: '%m [%p] %e ',
  };
}

/** The port is not part of it: any port serves. */
function fingerprintOf(binaries: Binaries, settings: Readonly<Record<string, string>>): string {
  const text = JSON.stringify([binaries.postgres, settings]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

async function createDatabaseIfMissing(client: pg.Client, database: string): Promise<void> {
  const found = await client.query('select from pg_database where datname = $1', [database]);
  if (found.rowCount === 0) {
    await client.query(`create database ${client.escapeIdentifier(database)}`);
  }
}

/** As far as possible: another start may still fill or delete the same, and the next owner looks again. */
async function removeLeftovers(dataDir: string, copyName: string | undefined): Promise<void> {
  for (const name of await readdir(dataDir)) {
    const isUnpublished = name.startsWith(`${HOME_NAME}${UNPUBLISHED_MARK}`);
    const isUnusedCopy = name.startsWith(COPY_PREFIX) && name !== copyName;
    if (isUnpublished || isUnusedCopy) await removeQuietly(join(dataDir, name));
  }
}
