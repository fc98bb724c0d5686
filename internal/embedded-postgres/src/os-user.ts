import { execFile } from 'node:child_process';
import { realpath, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresError, errorCode, errorMessage } from './errors.js';

const run = promisify(execFile);

const USER_NAME = 'postgres';

/**
 * Stands for "another user" while there is no postgres account. A new account has only its own
 * group, so it can enter the same directories.
 */
const UNPRIVILEGED: OsUser = { name: USER_NAME, uid: 65_534, gid: 65_534 };

export interface OsUser {
  name: string;
  uid: number;
  gid: number;
}

/**
 * The user for PostgreSQL, or undefined if that is the current one. PostgreSQL refuses to run as
 * root: an attacker in the database could then change anything on the machine. So root starts it as
 * the owner of the existing cluster, and data of a plain user still opens under sudo. Without a
 * cluster the user is `postgres`, which is created if it is missing. A number without an account
 * does not work: initdb looks up its user by name.
 */
export async function chooseOsUser(
  clusterDir: string,
  logLine: (line: string) => void,
): Promise<OsUser | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const owner = await stat(clusterDir).catch(() => undefined);
  if (owner !== undefined && owner.uid !== 0) {
    return { name: `uid ${owner.uid}`, uid: owner.uid, gid: owner.gid };
  }
  const existing = await findPostgresUser();
  if (existing !== undefined) return existing;
  logLine(`PostgreSQL cannot run as root: creating the operating system user ${USER_NAME}`);
  return createPostgresUser();
}

/** Whether a data directory at this place would work; always true when not running as root. */
export async function isReachableForPostgres(directory: string): Promise<boolean> {
  if (process.getuid?.() !== 0) return true;
  const user = (await findPostgresUser()) ?? UNPRIVILEGED;
  return (await findBlockingDirectory(directory, user)) === undefined;
}

/**
 * The outermost directory on the path to `directory` that the user may not enter. Parts that do not
 * exist yet do not block. A shell that runs as that user tries it, because mode bits alone do not
 * decide: access lists, mount options and security modules matter too.
 */
export async function findBlockingDirectory(
  directory: string,
  user: OsUser,
): Promise<string | undefined> {
  const tryAll = 'for dir do cd "$dir" 2>/dev/null || { printf %s "$dir"; exit; }; done';
  const ancestors = ancestorsOf(await resolveExisting(directory));
  const { stdout } = await run('/bin/sh', ['-c', tryAll, 'sh', ...ancestors], {
    cwd: '/',
    uid: user.uid,
    gid: user.gid,
  });
  return stdout === '' ? undefined : stdout;
}

async function resolveExisting(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    return resolveExisting(dirname(resolve(path)));
  }
}

function ancestorsOf(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [path] : [...ancestorsOf(parent), path];
}

async function findPostgresUser(): Promise<OsUser | undefined> {
  const found = await run('id', [USER_NAME]).catch(() => undefined);
  const ids = found?.stdout.match(/^uid=(?<uid>\d+).* gid=(?<gid>\d+)/)?.groups;
  if (ids === undefined) return undefined;
  return { name: USER_NAME, uid: Number(ids['uid']), gid: Number(ids['gid']) };
}

async function createPostgresUser(): Promise<OsUser> {
  const options = ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin'];
  let reason = 'useradd reported success';
  try {
    await run('/usr/sbin/useradd', [...options, USER_NAME]);
  } catch (error) {
    reason = errorMessage(error);
  }
  // Looked up in any case: another start may have created the user at the same moment.
  const created = await findPostgresUser();
  if (created !== undefined) return created;
  throw new EmbeddedPostgresError(
    'no_os_user',
    `PostgreSQL cannot run as root, and the user "${USER_NAME}" could not be created (${reason}). ` +
      `Create a user of that name, start this service as a user other than root, ` +
      `or set DATABASE_URL to a PostgreSQL that already runs.`,
  );
}
