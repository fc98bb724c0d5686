import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const PACKAGE = fileURLToPath(new URL('..', import.meta.url));
const POLL_MS = 50;
/** A first start compiles what a page needs, on a machine that may do something else too. */
const START_MAX_MS = 240_000;

export interface RunningApp {
  readonly url: string;
  /** What it has printed so far. */
  output(): string;
  stop(): Promise<void>;
}

export interface Place {
  /** The folder of the project. */
  readonly folder: string;
  /** What the commands need beyond the settings of a reader. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * A folder in which the packages of this workspace are found, as they are in the project of a
 * reader after the commands below "Install".
 */
export function projectFolder(name: string): string {
  return join(PACKAGE, 'dist', 'projects', name);
}

export async function emptyFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
}

export async function writeFiles(
  folder: string,
  files: ReadonlyMap<string, string>,
): Promise<void> {
  for (const [name, content] of files) {
    const file = join(folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

/** The environment of a reader's shell: nothing of the tests. */
function shellEnv(extra: Readonly<Record<string, string>>): Record<string, string> {
  const { PATH = '', HOME = '' } = process.env;
  return {
    HOME,
    NO_COLOR: '1',
    ...extra,
    PATH: [extra['PATH'], join(PACKAGE, 'node_modules', '.bin'), PATH].filter(Boolean).join(':'),
  };
}

export interface Launched {
  /** What it has printed so far, on both streams. */
  output(): string;
  readonly exitCode: Promise<number | null>;
  isRunning(): boolean;
  kill(): Promise<void>;
}

/** Runs commands in a shell, as a reader pastes them. */
export function launch(commands: readonly string[], { folder, env }: Place): Launched {
  const child = spawn('bash', ['-euo', 'pipefail', '-c', commands.join('\n')], {
    cwd: folder,
    env: shellEnv(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own, because npx and a shell may be between the commands and the app.
    detached: true,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const exitCode = once(child, 'close').then(() => child.exitCode);
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  return {
    output: () => output,
    exitCode,
    isRunning,
    async kill() {
      if (isRunning() && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      await exitCode;
    },
  };
}

/** Runs commands that end by themselves, and gives what they print. */
export async function run(commands: readonly string[], place: Place): Promise<string> {
  const launched = launch(commands, place);
  if ((await launched.exitCode) === 0) return launched.output();
  throw new Error(`${commands.join('\n')} failed:\n${launched.output()}`);
}

/** Runs the commands that start an app, and waits until it answers. */
export async function startApp(
  commands: readonly string[],
  { folder, env }: Place,
): Promise<RunningApp> {
  const port = await freePort();
  const app = launch(commands, { folder, env: { ...env, PORT: `${port}` } });
  const url = `http://127.0.0.1:${port}`;
  if (await answers(url, app)) return { url, output: app.output, stop: app.kill };
  await app.kill();
  throw new Error(`${commands.join('\n')} led to no app that answers:\n${app.output()}`);
}

async function answers(url: string, { isRunning }: Launched): Promise<boolean> {
  const deadlineMs = performance.now() + START_MAX_MS;
  while (isRunning() && performance.now() < deadlineMs) {
    try {
      await fetch(url);
      return true;
    } catch {
      await delay(POLL_MS);
    }
  }
  return false;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
