import { access, chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isReachableForPostgres, startEmbeddedPostgres } from '@unlatch/embedded-postgres';
import { type RunningService, startService } from '@unlatch/testkit';
import pg from 'pg';
import { onTestFinished } from 'vitest';

const POSTMASTER_FILE = join('postgres', 'cluster', 'postmaster.pid');

/** A directory where an embedded server can keep its data for the length of the test. */
export async function freshDataDir(): Promise<string> {
  const base = (await isReachableForPostgres(tmpdir())) ? tmpdir() : '/tmp';
  const directory = await mkdtemp(join(base, 'unlatch-test-process-'));
  await chmod(directory, 0o711);
  const dataDir = join(directory, 'data');
  onTestFinished(async () => {
    if (await isPostgresLeft(dataDir)) {
      // Adopts what a killed service has left running, and stops it in order.
      const left = await startEmbeddedPostgres({ dataDir, database: 'unlatch' });
      await left.stop();
    }
    await rm(directory, { recursive: true });
  });
  return dataDir;
}

export async function start(
  env: Readonly<Record<string, string>>,
  adminUrl?: string,
  entry?: string,
): Promise<RunningService> {
  const service = await startService({
    env,
    ...(adminUrl !== undefined && { adminUrl }),
    ...(entry !== undefined && { entry }),
  });
  onTestFinished(() => service.stop());
  return service;
}

/** As a terminal shows it: the sentence of a failed start instead of its line of JSON. */
function asOnTerminal(output: string): string {
  const lines = output.split('\n').map((line) => {
    if (!line.includes('"event":"start_failed"')) return line;
    const { msg }: { msg: string } = JSON.parse(line);
    return `\n${msg}`;
  });
  return lines.filter((line) => !line.includes('"event":"starting"')).join('\n');
}

/** What the service printed when it could not start. */
export async function failedStart(
  env: Readonly<Record<string, string>>,
  entry?: string,
): Promise<string> {
  const message = await startService({ env, ...(entry !== undefined && { entry }) }).then(
    async (service) => {
      await service.stop();
      return 'it started';
    },
    (error: Error) => error.message,
  );
  const [end, output] = message.split(' while it was starting; it printed:\n');
  if (end !== 'the service exited with code 1' || output === undefined) throw new Error(message);
  return asOnTerminal(output);
}

export interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: a wire answer is any JSON
  readonly data: any;
  readonly detail: string | undefined;
}

interface Wire {
  readonly data?: unknown;
  readonly error?: { readonly detail: string };
}

export async function call(
  { url, rootKey }: { readonly url: string; readonly rootKey: string },
  name: string,
  body: unknown,
): Promise<Answer> {
  const response = await fetch(`${url}/v2/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${rootKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const { data, error } = (await response.json()) as Wire;
  return { status: response.status, data, detail: error?.detail };
}

const OVERLOADED = 'The service has more requests than it can answer at the moment.';

/**
 * Repeats a call that an overloaded process refuses. Such a process answers 503 and does nothing.
 * A 503 for any other reason is an answer.
 */
export async function callUntilTaken(
  service: RunningService,
  name: string,
  body: unknown,
): Promise<Answer> {
  for (;;) {
    const answer = await call(service, name, body);
    if (answer.detail !== OVERLOADED) return answer;
  }
}

export async function newApi(service: RunningService): Promise<string> {
  const { data } = await call(service, 'apis.createApi', { name: 'Weather' });
  return data.apiId;
}

/** A session in the database that a service runs below its data directory. */
export async function openEmbedded(dataDir: string): Promise<pg.Client> {
  const home = join(dataDir, 'postgres');
  const password = (await readFile(join(home, 'password'), 'utf8')).trim();
  const host = join(home, 'run');
  const client = new pg.Client({ host, user: 'postgres', password, database: 'unlatch' });
  await client.connect();
  return client;
}

/** Waits until so many sessions of that database wait for a lock. */
export async function untilWaiting(dataDir: string, count: number): Promise<void> {
  const session = await openEmbedded(dataDir);
  let waiting: number | null = 0;
  while (waiting !== count) {
    const { rowCount } = await session.query(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    waiting = rowCount;
  }
  await session.end();
}

export async function postgresPid(dataDir: string): Promise<number> {
  const file = await readFile(join(dataDir, POSTMASTER_FILE), 'utf8');
  return Number(file.split('\n')[0]);
}

/** PostgreSQL removes the file when it is stopped in order. */
export async function isPostgresLeft(dataDir: string): Promise<boolean> {
  return access(join(dataDir, POSTMASTER_FILE)).then(
    () => true,
    () => false,
  );
}

export const TWO_WORKERS = { WORKERS: '2', ALLOW_LOCAL_COUNTERS: 'true' };

/** In the order in which they began to listen, including those that are gone. */
export function workerPids(service: RunningService): number[] {
  const lines = service.stderr().match(/"event":"worker_listening","worker":\d+,"pid":\d+/g) ?? [];
  return lines.map((line) => Number(line.match(/\d+$/)?.[0]));
}

export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
