import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isReachableForPostgres } from '@unlatch/embedded-postgres';

/** Where the system's own choice is closed to other users, as some make it for root. */
const FALLBACK = '/tmp';

export async function tempRoot(): Promise<string> {
  return (await isReachableForPostgres(tmpdir())) ? tmpdir() : FALLBACK;
}

/** A new directory that the embedded server can reach when root runs the tests. */
export async function makeTempDirectory(prefix: string): Promise<string> {
  const directory = await mkdtemp(join(await tempRoot(), prefix));
  await chmod(directory, 0o711);
  return directory;
}
