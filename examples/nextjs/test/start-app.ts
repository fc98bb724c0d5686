import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

interface RunningApp {
  url: string;
  stop(): Promise<void>;
}

const root = new URL('../../../', import.meta.url);

/** The blocks of these languages in the README. */
export function readmeBlocks(...languages: string[]): string[] {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
  return [...readme.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter(([, language = '']) => languages.includes(language))
    .map(([, , block = '']) => block);
}

/** Runs the block of the README that builds and starts the app, and waits until it listens. */
export async function startApp(env: Record<string, string>): Promise<RunningApp> {
  const command = readmeBlocks('sh').find((block) => block.includes('cd examples/nextjs'));
  if (command === undefined) throw new Error('the README does not say how to start the app');
  const { PATH, HOME } = process.env;
  const child = spawn('bash', ['-euc', command], {
    cwd: root,
    env: { PATH, HOME, PORT: '0', NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    // A process group of its own, because npm and a shell are between the command and the app.
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
      const url = line.match(/^- Local: +(http\S+)/)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
}
