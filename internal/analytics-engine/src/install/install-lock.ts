import { rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { errorCode } from '../errors.js';

const TOUCH_MS = 5_000;
/** Three missed touches and room for a clock of a file server that differs. */
const STALE_MS = 60_000;
const POLL_MS = 500;

/**
 * Lets one process at a time do something that takes long and that nothing else guards.
 *
 * The lock is a file that its holder touches again and again. A process id would prove nothing: it
 * may belong to another process, or to another container. A file that was not touched for a minute
 * was left by a holder that died, and is taken away by a rename, which only one process can do.
 *
 * Two holders at once are possible if one was stopped for a minute (a suspended laptop). So what is
 * done under the lock must be safe without it, and the lock only saves work.
 */
export async function withInstallLock<Result>(
  file: string,
  options: { readonly signal?: AbortSignal | undefined; readonly onWait: () => void },
  work: () => Promise<Result>,
): Promise<Result> {
  await acquire(file, options);
  const touch = () => void utimes(file, new Date(), new Date()).catch(() => {});
  const timer = setInterval(touch, TOUCH_MS).unref();
  try {
    return await work();
  } finally {
    clearInterval(timer);
    await rm(file, { force: true });
  }
}

async function acquire(
  file: string,
  { signal, onWait }: { readonly signal?: AbortSignal | undefined; readonly onWait: () => void },
): Promise<void> {
  let hasWaited = false;
  for (;;) {
    signal?.throwIfAborted();
    if (await tryToCreate(file)) return;
    if (await isStale(file)) {
      await takeAway(file);
      continue;
    }
    if (!hasWaited) onWait();
    hasWaited = true;
    await delay(POLL_MS, undefined, { signal });
  }
}

async function tryToCreate(file: string): Promise<boolean> {
  try {
    await writeFile(file, `${process.pid}\n`, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    throw error;
  }
}

async function isStale(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > STALE_MS;
}

async function takeAway(file: string): Promise<void> {
  const aside = `${file}-stale-${process.pid}`;
  await rename(file, aside).catch(() => {});
  await rm(aside, { force: true });
}
