import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { readBlocks } from '@unlatch/testkit';

export interface RunningApp {
  url: string;
  stop(): Promise<void>;
}

export const readme = new URL('../README.md', import.meta.url);

const root = new URL('../../../', import.meta.url);

/** The blocks of commands in the README. */
export function readmeCommands(): string[] {
  return readBlocks(readme, 'sh');
}

/** Runs the block of the README that starts the app, and waits until the app listens. */
export async function startOnNode(env: Record<string, string>): Promise<RunningApp> {
  const command = readmeCommands().find((block) => block.includes('cd examples/hono'));
  if (command === undefined) throw new Error('the README does not say how to start the app');
  const child = spawn('bash', ['-c', command], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    // A process group of its own, because npm, a shell and tsx are between the command and the app.
    detached: true,
  });
  const closed = once(child, 'close');
  const { pid } = child;
  if (pid === undefined) throw new Error('bash did not start');
  const url = await Promise.race([findUrl(child.stdout), closed]);
  if (typeof url !== 'string') throw new Error('the app ended before it listened');
  return {
    url,
    async stop() {
      process.kill(-pid, 'SIGTERM');
      await closed;
    },
  };
}

function findUrl(output: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve) => {
    // The output must be read to the end, or the pipe fills up.
    createInterface(output).on('line', (line) => {
      const url = line.match(/^listening on (http\S+)$/)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
}
