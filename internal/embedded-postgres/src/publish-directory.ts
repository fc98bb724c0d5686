import { chmod, mkdtemp, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Marks directories that are being filled. A directory that still has the mark after a crash is
 * garbage.
 */
export const UNPUBLISHED_MARK = '-new-';

/**
 * Makes a directory that is complete as soon as it exists: it is filled under another name and
 * renamed. If several processes do so at once, one wins and the others delete their copy. The
 * winner may already delete such copies, so a failed fill does not matter once the directory
 * exists.
 */
export async function publishDirectory(
  target: string,
  fill: (directory: string) => Promise<void>,
): Promise<void> {
  const unpublished = await mkdtemp(`${target}${UNPUBLISHED_MARK}`);
  try {
    await chmod(unpublished, 0o711);
    await fill(unpublished);
    // Refused if the target exists, because it is never empty.
    await rename(unpublished, target);
    await syncDirectory(dirname(target));
  } catch (error) {
    await removeQuietly(unpublished);
    if (!(await exists(target))) throw error;
  }
}

/**
 * For garbage: other processes may delete the same files at the same time, or still write to them.
 */
export async function removeQuietly(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true }).catch(() => {});
}

/** Without it a power cut could lose the new name together with all data below it. */
async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export async function exists(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined)) !== undefined;
}
