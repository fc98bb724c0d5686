import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const OWNER_SCRIPT = fileURLToPath(new URL('owner.mjs', import.meta.url));

export interface OwnerProcess {
  /** The process id and the socket of its engine. */
  ready(): Promise<{ readonly pid: number; readonly socketPath: string }>;
  /** Sends SIGKILL, and returns when the process is gone. */
  kill(): Promise<void>;
}

/** A service of its own, which can be killed. */
export function spawnOwner(directory: string, moduleDirectory: string): OwnerProcess {
  const child = spawn(process.execPath, [OWNER_SCRIPT, directory, moduleDirectory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'close');
  const kill = async () => {
    child.kill('SIGKILL');
    await gone;
  };
  onTestFinished(kill);
  const firstLine = once(createInterface(child.stdout), 'line');
  return {
    kill,
    async ready() {
      const [line] = await Promise.race([firstLine, gone]);
      if (typeof line !== 'string') throw new Error('the owner ended before its engine served');
      return JSON.parse(line);
    },
  };
}
