import { createHash } from 'node:crypto';
import { chmod, lstat, mkdir } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { AnalyticsEngineError, errorCode, errorMessage } from './errors.js';

/** The database that the service writes to. Every other one belongs to a reader. */
export const DATABASE = 'unlatch';

/** The kernel's limit for the name of a socket: 103 bytes on macOS, four more on Linux. */
const SOCKET_NAME_MAX_BYTES = 103;

/**
 * Below the directory, which is closed to other users:
 *   store/          created and moved away as a whole
 *     files/        the engine's files; the engine locks them
 *     mark.json     which store this is, and which version of the engine last opened it
 *   store-damaged   what could not be opened, until the next one
 *   config-…        the configuration of one child process
 *   engine.pid      who runs
 *   engine.sock     where it listens
 */
export interface EngineLayout {
  readonly directory: string;
  readonly store: string;
  readonly files: string;
  readonly mark: string;
  readonly damaged: string;
  readonly pidFile: string;
  readonly socket: string;
}

export function layoutOf(directory: string): EngineLayout {
  const absolute = resolve(directory);
  const store = join(absolute, 'store');
  return {
    directory: absolute,
    store,
    files: join(store, 'files'),
    mark: join(store, 'mark.json'),
    damaged: join(absolute, 'store-damaged'),
    pidFile: join(absolute, 'engine.pid'),
    socket: engineSocketPath(absolute),
  };
}

/**
 * Where the engine of this directory listens. It follows from the directory alone, so each process
 * of the service knows it. A socket's name is short, and a directory may not be. Then the socket is
 * in a private directory of this user below the directory for temporary files.
 */
export function engineSocketPath(directory: string): string {
  const beside = join(resolve(directory), 'engine.sock');
  if (fits(beside)) return beside;
  const hash = createHash('sha256').update(resolve(directory)).digest('hex').slice(0, 16);
  const elsewhere = join(tmpdir(), `unlatch-${userInfo().uid}-${hash}`, 'engine.sock');
  if (fits(elsewhere)) return elsewhere;
  throw new AnalyticsEngineError(
    'socket_path_too_long',
    `The path of the data directory is too long for a socket (${beside}), and so is that of the ` +
      `directory for temporary files. Set DATA_DIR or TMPDIR to a shorter path.`,
  );
}

function fits(path: string): boolean {
  return Buffer.byteLength(path) <= SOCKET_NAME_MAX_BYTES;
}

/** Creates what is missing, and closes it to other users. */
export async function prepareLayout(layout: EngineLayout): Promise<void> {
  try {
    await mkdir(layout.directory, { recursive: true, mode: 0o700 });
    await chmod(layout.directory, 0o700);
    const socketDirectory = dirname(layout.socket);
    if (socketDirectory !== layout.directory) await prepareSocketDirectory(socketDirectory);
  } catch (error) {
    if (error instanceof AnalyticsEngineError) throw error;
    throw new AnalyticsEngineError(
      'directory_not_usable',
      `The directory of the analytics engine, ${layout.directory}, cannot be used ` +
        `(${errorMessage(error)}). Change its owner, or set DATA_DIR to another directory.`,
      { cause: error },
    );
  }
}

/** Every user can create names in the directory for temporary files, so the owner is verified. */
async function prepareSocketDirectory(directory: string): Promise<void> {
  await mkdir(directory, { mode: 0o700 }).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error;
  });
  const found = await lstat(directory);
  const isOurs = found.isDirectory() && found.uid === userInfo().uid && (found.mode & 0o077) === 0;
  if (isOurs) return;
  throw new AnalyticsEngineError(
    'directory_not_usable',
    `${directory} belongs to another user, or other users may enter it. Remove it, or set DATA_DIR ` +
      `to a shorter path, so that the socket fits into it.`,
  );
}
