import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Runs in the service, before its own code. */
const SCRIPT = `
  import { monitorEventLoopDelay } from 'node:perf_hooks';
  import { writeFileSync } from 'node:fs';
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  process.on('SIGUSR2', () => {
    writeFileSync(process.env.LOOP_DELAY_FILE, String(delay.max / 1e6));
    delay.reset();
  });`;

const FILE = path.join(mkdtempSync(path.join(tmpdir(), 'unlatch-delay-')), 'ms');

/** For the environment of a service whose event loop is to be watched. */
export const WATCHED_ENV = {
  NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(SCRIPT)}`,
  LOOP_DELAY_FILE: FILE,
};

/** The longest time for which the service answered nothing, since this was asked last. */
export async function longestBlockMs(pid: number): Promise<number> {
  rmSync(FILE, { force: true });
  process.kill(pid, 'SIGUSR2');
  while (!existsSync(FILE) || readFileSync(FILE, 'utf8') === '') {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return Number(readFileSync(FILE, 'utf8'));
}
