/*
 * Runs PostgreSQL as a child process that outlives its parent's crash.
 *
 * Below the data directory:
 *   postgres/                  created by one rename, so always a whole cluster
 *     cluster/  run/           the server's files and its socket, for the server's user only
 *     password  server.log
 *   postgres-new-…             a cluster under construction, or the remains of one after a crash
 *   postgres-binaries-…        a copy of the programs, if the installed ones cannot run
 *
 * Two questions must be answered without a lock file, which would outlive its owner:
 *
 * Which server runs on these files? PostgreSQL guarantees that there is at most one: by
 * postmaster.pid and, if that file is wrong or missing, by a shared memory segment tied to the
 * directory. So several starts may launch a server at once; all but one of the servers end by
 * themselves.
 *
 * Which service owns that server? The service whose session holds an advisory lock in it, the
 * claim. The claim is atomic and needs no clean-up. It ends with the owner's process, because the
 * kernel then closes the connection and the server drops the session.
 *
 *   no server ──launch──▶ starting ──▶ unclaimed ──claim──▶ owned ──stop()──▶ stopping ──▶ no server
 *                                          ▲                  │
 *                                          └─owner was killed─┘
 *
 * Invariants
 * - A server is used only under a claim, and only by the process that holds it.
 * - A signal goes only to a process whose command line shows that it is the server of these files.
 *   Process ids are hints: after a crash another process may have the id.
 * - A process without the claim changes nothing: it neither stops a server nor deletes a file. The
 *   exception is a cluster or copy under construction, for which each start uses a unique name.
 *
 * A start that is killed at any point leaves one of these states, from which the next start
 * continues:
 * - before the rename: garbage that the next owner deletes;
 * - before the launch: a cluster without a server;
 * - afterwards: a server that starts, runs unclaimed or stops.
 *
 * The next start waits until such a server answers or is gone, and adopts it if it answers. Commits
 * are safe in either case, and adoption saves a shutdown. Only a server that was started with other
 * settings or binaries (a new release after a crash) is stopped in order and restarted.
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
  /** Created if missing. Its path decides where everything else is. */
  dataDir: string;
  /** Name of the database to connect to; created if missing. */
  database: string;
  /**
   * `full` (the default): an acknowledged commit survives a power cut. `none`: it survives a crash
   * of the service at most, which is right for tests and wrong for everything else.
   */
  durability?: 'full' | 'none';
  /** How long `stop()` waits after each signal: 20, 10 and 5 seconds unless told otherwise. */
  stopWaitsMs?: StopWaitsMs;
  /** Receives messages about slow steps and unusual events; silent by default. */
  logLine?: (line: string) => void;
}

/**
 * Starts PostgreSQL, or adopts the server that a killed service left running, and owns it until
 * `stop()`. Rejects with an `EmbeddedPostgresError`, for example if another service owns it.
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

/** These override postgresql.conf, in which the operator decides everything else. */
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
    // The SQLSTATE (%e) distinguishes the causes of a failed start.
    log_line_prefix: '%m [%p] %e ',
  };
}

/** The port is not part of it: any port works. */
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

/**
 * As far as possible: another start may still fill or delete the same files, and the next owner
 * looks again.
 */
async function removeLeftovers(dataDir: string, copyName: string | undefined): Promise<void> {
  for (const name of await readdir(dataDir)) {
    const isUnpublished = name.startsWith(`${HOME_NAME}${UNPUBLISHED_MARK}`);
    const isUnusedCopy = name.startsWith(COPY_PREFIX) && name !== copyName;
    if (isUnpublished || isUnusedCopy) await removeQuietly(join(dataDir, name));
  }
}
