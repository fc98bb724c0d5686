import { chmod, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isReachableForPostgres } from '@unlatch/embedded-postgres';

/** The directory if the system's choice is closed to other users, as with some systems for root. */
const FALLBACK = '/tmp';

async function tempRoot(): Promise<string> {
  return (await isReachableForPostgres(tmpdir())) ? tmpdir() : FALLBACK;
}

/** A new directory that the embedded server can reach if root runs the tests. */
export async function makeTempDirectory(prefix: string): Promise<string> {
  const directory = await mkdtemp(join(await tempRoot(), prefix));
  await chmod(directory, 0o711);
  return directory;
}

/** The directories that runs which have ended made with `prefix` and their process id. */
export async function abandonedDirectories(prefix: string): Promise<string[]> {
  const root = await tempRoot();
  const names = await readdir(root);
  const isAbandoned = (name: string) => {
    const owner = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : NaN;
    return owner > 0 && !isAlive(owner);
  };
  return names.filter(isAbandoned).map((name) => join(root, name));
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
