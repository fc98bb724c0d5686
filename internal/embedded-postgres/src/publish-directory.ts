import { chmod, mkdtemp, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Marks directories that are being filled; whatever carries it after a crash is rubbish. */
export const UNPUBLISHED_MARK = '-new-';

/**
 * Makes a directory that is complete as soon as it exists: it is filled under another name and
 * renamed. Of several processes that do so at once, one wins and the others drop their copy. The
 * winner may already clear such copies away, so a failed fill counts for nothing once the
 * directory is there.
 */
export async function publishDirectory(
  target: string,
  fill: (directory: string) => Promise<void>,
): Promise<void> {
  const unpublished = await mkdtemp(`${target}${UNPUBLISHED_MARK}`);
  try {
    await chmod(unpublished, 0o711);
    await fill(unpublished);
    // Refused when the target exists, since it is never empty.
    await rename(unpublished, target);
    await syncDirectory(dirname(target));
  } catch (error) {
    await removeQuietly(unpublished);
    if (!(await exists(target))) throw error;
  }
}

/** For rubbish: others may delete the same at the same time, or still write to it. */
export async function removeQuietly(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true }).catch(() => {});
}

/** Without it a power cut could forget the new name together with all that was stored below it. */
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
