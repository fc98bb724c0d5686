import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, lchown, mkdir, mkdtemp, readFile, realpath, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Binaries, SERVER_ENVIRONMENT } from './binaries.js';
import { EmbeddedPostgresError, errorCode, errorMessage } from './errors.js';
import { findBlockingDirectory, type OsUser } from './os-user.js';
import { exists, publishDirectory, removeQuietly, UNPUBLISHED_MARK } from './publish-directory.js';
import { lastLines } from './server-log.js';

const run = promisify(execFile);

export const HOME_NAME = 'postgres';
export const SUPERUSER = 'postgres';

export interface Layout {
  dataDir: string;
  /** Created by one rename, with everything below in place except the log. */
  home: string;
  cluster: string;
  passwordFile: string;
  socketDir: string;
  logFile: string;
}

export interface ClusterOptions {
  binaries: Binaries;
  user: OsUser | undefined;
  /** Whether the new files must survive a power cut. */
  syncs: boolean;
}

export function layoutOf(dataDir: string): Layout {
  const home = join(dataDir, HOME_NAME);
  return { dataDir, home, ...contentsOf(home) };
}

function contentsOf(home: string) {
  return {
    cluster: join(home, 'cluster'),
    passwordFile: join(home, 'password'),
    socketDir: join(home, 'run'),
    logFile: join(home, 'server.log'),
  };
}

/** Makes the data directory, an absolute path, usable for `user` and returns its canonical name. */
export async function prepareDataDirectory(
  dataDir: string,
  user: OsUser | undefined,
): Promise<string> {
  const blocking = user && (await findBlockingDirectory(dataDir, user));
  if (user !== undefined && blocking !== undefined) throw unreachable(dataDir, blocking, user);
  try {
    const outermost = await mkdir(dataDir, { recursive: true, mode: user ? 0o755 : 0o700 });
    // The umask may have closed the new directories to PostgreSQL's user.
    if (outermost !== undefined && user !== undefined) await openPath(outermost, dataDir);
    await removeQuietly(await mkdtemp(join(dataDir, `${HOME_NAME}${UNPUBLISHED_MARK}`)));
    return await realpath(dataDir);
  } catch (error) {
    throw new EmbeddedPostgresError(
      'data_directory_not_writable',
      `The data directory ${dataDir} cannot be written (${errorMessage(error)}). ` +
        `Set DATA_DIR to a directory that this user may write to, or change its owner.`,
      { cause: error },
    );
  }
}

/** Creates the cluster if there is none, and returns the password of its superuser. */
export async function prepareCluster(
  layout: Layout,
  options: ClusterOptions & { logLine: (line: string) => void },
): Promise<string> {
  const existing = await readCluster(layout, options.binaries.majorVersion);
  if (existing !== undefined) return existing;
  options.logLine(`creating the database files in ${layout.home}`);
  await publishDirectory(layout.home, (directory) => fillHome(directory, options));
  const made = await readCluster(layout, options.binaries.majorVersion);
  if (made === undefined) throw new Error(`${layout.home} vanished right after it was made`);
  return made;
}

async function openPath(outermost: string, innermost: string): Promise<void> {
  await chmod(innermost, 0o755);
  if (innermost !== outermost) await openPath(outermost, dirname(innermost));
}

/** The password; undefined if there is no cluster yet. */
async function readCluster(layout: Layout, majorVersion: string): Promise<string | undefined> {
  if (!(await exists(layout.home))) return undefined;
  try {
    const password = (await readFile(layout.passwordFile, 'utf8')).trim();
    const found = (await readFile(join(layout.cluster, 'PG_VERSION'), 'utf8')).trim();
    if (found === majorVersion) return password;
    throw wrongMajorVersion(layout, found, majorVersion);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') throw damaged(layout, error);
    if (errorCode(error) === 'EACCES') throw belongsToOthers(layout, error);
    throw error;
  }
}

async function fillHome(
  directory: string,
  { binaries, user, syncs }: ClusterOptions,
): Promise<void> {
  const { cluster, passwordFile, socketDir } = contentsOf(directory);
  if (user === undefined) await chmod(directory, 0o700);
  // Closed to all but the server's user and root: any user who can enter can try to log in.
  await mkdir(cluster, { mode: 0o700 });
  await mkdir(socketDir, { mode: 0o700 });
  await writeFile(passwordFile, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600 });
  if (user !== undefined) {
    for (const path of [cluster, socketDir, passwordFile]) await lchown(path, user.uid, user.gid);
  }
  await initialize(binaries.initdb, { cluster, passwordFile, user, syncs });
}

/**
 * The locale is PostgreSQL's own C.UTF-8: it orders by code point and handles upper and lower case
 * of all of Unicode, the same on every machine. The orders of the C library and of ICU change with
 * their releases, which silently breaks existing indexes.
 */
async function initialize(
  initdb: string,
  target: { cluster: string; passwordFile: string; user: OsUser | undefined; syncs: boolean },
): Promise<void> {
  const { user } = target;
  const settings = [
    `--pgdata=${target.cluster}`,
    `--pwfile=${target.passwordFile}`,
    `--username=${SUPERUSER}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    // Sizes for a small machine, in postgresql.conf, where the operator can change them.
    '--set=shared_buffers=128MB',
    '--set=max_connections=100',
    ...(target.syncs ? [] : ['--no-sync']),
  ];
  const identity = user && { uid: user.uid, gid: user.gid };
  try {
    await run(initdb, settings, { ...identity, cwd: '/', env: SERVER_ENVIRONMENT });
  } catch (error) {
    throw new EmbeddedPostgresError(
      'initdb_failed',
      `PostgreSQL could not create its database files:\n${lastLines(errorMessage(error))}\n` +
        `Remove the cause, or set DATABASE_URL to a PostgreSQL that already runs.`,
      { cause: error },
    );
  }
}

function unreachable(dataDir: string, blocking: string, user: OsUser): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'unreachable_directory',
    `PostgreSQL refuses to run as root, so it runs as another user (${user.name}), who may not ` +
      `enter ${blocking} and so cannot reach the data directory ${dataDir}. Set DATA_DIR to a ` +
      `place that other users can reach, such as /var/lib/unlatch, or allow passing through with ` +
      `"chmod o+x ${blocking}", or start this service as a user other than root.`,
  );
}

function wrongMajorVersion(layout: Layout, found: string, ours: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'wrong_major_version',
    `The database in ${layout.cluster} was made by PostgreSQL ${found}, and this release brings ` +
      `PostgreSQL ${ours}, which cannot read it. Go back to the release that made it and move its ` +
      `content with pg_dump, or set DATA_DIR to a new directory.`,
  );
}

function belongsToOthers(layout: Layout, cause: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'data_directory_not_writable',
    `The database in ${layout.home} belongs to another user. Start this service as the user who ` +
      `created it (or as root), or set DATA_DIR to another directory.`,
    { cause },
  );
}

function damaged(layout: Layout, cause: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'damaged_data_directory',
    `${layout.home} is not a complete database (${errorMessage(cause)}). Restore it from a ` +
      `backup, or, if nothing in it is needed, move it away and start again.`,
    { cause },
  );
}
