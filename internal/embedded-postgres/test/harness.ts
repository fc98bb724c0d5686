import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, onTestFinished } from 'vitest';
import { layoutOf } from '../src/cluster.js';
import { isReachableForPostgres } from '../src/os-user.js';
import { readPidFile, stopPostmaster } from '../src/postmaster.js';
import { type EmbeddedPostgresOptions, startEmbeddedPostgres } from '../src/start.js';
import type { PostgresConnection, RunningPostgres } from '../src/supervise.js';

const run = promisify(execFile);
const OWNER_SCRIPT = fileURLToPath(new URL('owner.mjs', import.meta.url));

export const IS_ROOT = process.getuid?.() === 0;
/** An account of every system that owns no files. */
export const NOBODY = { name: 'nobody', uid: 65_534, gid: 65_534 };

/** A data directory that does not exist yet; it is deleted after the test. */
export async function freshDataDir(name = 'data'): Promise<string> {
  const dataDir = join(await makeTempDir(), name);
  onTestFinished(async () => {
    const { cluster } = layoutOf(dataDir);
    const recorded = await readPidFile(cluster);
    if (recorded !== undefined) await stopPostmaster(recorded.pid, cluster);
  });
  return dataDir;
}

/**
 * A data directory with the database in it and no server, for a tenth of the time of creating one.
 */
export async function stoppedDataDir(name?: string): Promise<string> {
  template ??= makeTemplate();
  const dataDir = await freshDataDir(name);
  await run('cp', ['-a', await template, dataDir]);
  return dataDir;
}

let template: Promise<string> | undefined;

async function makeTemplate(): Promise<string> {
  const dataDir = join(await makeDirectory(), 'template');
  const server = await startEmbeddedPostgres({ dataDir, database: 'app', durability: 'none' });
  await server.stop();
  return dataDir;
}

afterAll(async () => {
  if (template !== undefined) await rm(dirname(await template), { recursive: true });
});

export async function makeTempDir(): Promise<string> {
  const directory = await makeDirectory();
  onTestFinished(() => rm(directory, { recursive: true }));
  return directory;
}

async function makeDirectory(): Promise<string> {
  const base = (await isReachableForPostgres(tmpdir())) ? tmpdir() : '/tmp';
  const directory = await mkdtemp(join(base, 'embedded-postgres-test-'));
  await chmod(directory, 0o755);
  return directory;
}

export async function start(
  dataDir: string,
  options: Partial<EmbeddedPostgresOptions> = {},
): Promise<RunningPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, database: 'app', ...options });
  onTestFinished(() => server.stop());
  return server;
}

export async function query<Row extends pg.QueryResultRow>(
  connection: PostgresConnection,
  statement: string,
): Promise<Row[]> {
  const client = new pg.Client(connection);
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}

export async function serverPid(dataDir: string): Promise<number> {
  const recorded = await readPidFile(layoutOf(dataDir).cluster);
  if (recorded === undefined) throw new Error(`no server was ever started in ${dataDir}`);
  return recorded.pid;
}

export type OwnerLine =
  | { event: 'started'; adopted: boolean; connection: PostgresConnection }
  | { event: 'refused'; code: string; message: string }
  | { event: 'inserted'; n: number }
  | { event: 'exited'; cause: string };

export interface OwnerProcess {
  pid: number;
  /** All output so far. */
  lines: OwnerLine[];
  /** The first line, past or future, that matches. */
  waitFor<Event extends OwnerLine['event']>(
    event: Event,
    fits?: (line: Extract<OwnerLine, { event: Event }>) => boolean,
  ): Promise<Extract<OwnerLine, { event: Event }>>;
  /** Sends SIGKILL and returns when the process is gone. */
  kill(): Promise<void>;
}

export function spawnOwner(
  dataDir: string,
  { task = 'hold', identity }: { task?: 'hold' | 'insert'; identity?: typeof NOBODY } = {},
): OwnerProcess {
  const child = spawn(process.execPath, [OWNER_SCRIPT, dataDir, task], {
    ...(identity && { uid: identity.uid, gid: identity.gid }),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const kill = async () => {
    child.kill('SIGKILL');
    await gone;
  };
  onTestFinished(kill);
  return { ...listen(child, gone), pid: child.pid ?? 0, kill };
}

function listen(child: ChildProcess, gone: Promise<void>): Pick<OwnerProcess, 'lines' | 'waitFor'> {
  if (child.stdout === null) throw new Error('the output of the child is not a pipe');
  const lines: OwnerLine[] = [];
  const output = createInterface(child.stdout);
  output.on('line', (line) => lines.push(JSON.parse(line)));

  return {
    lines,
    async waitFor(event, fits = () => true) {
      type Wanted = Extract<OwnerLine, { event: typeof event }>;
      const isWanted = (line: OwnerLine): line is Wanted =>
        line.event === event && fits(line as Wanted);
      for (;;) {
        const found = lines.find(isWanted);
        if (found !== undefined) return found;
        const next = new Promise<'line'>((resolve) => output.once('line', () => resolve('line')));
        if ((await Promise.race([next, gone])) === 'line') continue;
        throw new Error(`the owner ended without "${event}": ${JSON.stringify(lines.at(-1))}`);
      }
    },
  };
}
