import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { errorCode } from '../errors.js';
import type { EngineLayout } from '../layout.js';
import { findEngineProcess } from './pid-file.js';

const POLL_MS = 10;
const END_LIMIT_MS = 10_000;
/** A start at this moment has a configuration too, for some seconds. */
const LEFTOVER_AFTER_MS = 3_600_000;

/**
 * Ends an engine whose parent is gone. It is about to kill itself, unless its only thread of
 * JavaScript is busy. SIGKILL is safe: what it acknowledged is on disk.
 */
export async function endOrphan(pid: number, layout: EngineLayout): Promise<void> {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (errorCode(error) !== 'ESRCH') throw error;
  }
  const deadlineMs = performance.now() + END_LIMIT_MS;
  while (performance.now() < deadlineMs) {
    const trace = await findEngineProcess(layout.pidFile, layout.directory);
    if (trace.kind === 'none' || trace.pid !== pid) return;
    await delay(POLL_MS);
  }
  throw new Error(
    `The analytics engine (process ${pid}) was left by a service that is gone, and does not end. ` +
      `Its disk may hang.`,
  );
}

/** Of processes that were killed together with their parents: configurations, unfinished files. */
export async function removeLeftovers(layout: EngineLayout): Promise<void> {
  for (const name of await readdir(layout.directory)) {
    if (!/^(?:config|engine\.pid)-/.test(name)) continue;
    const path = join(layout.directory, name);
    const found = await stat(path).catch(() => undefined);
    const isOld = found !== undefined && Date.now() - found.mtimeMs > LEFTOVER_AFTER_MS;
    if (isOld) await rm(path, { recursive: true, force: true });
  }
}
