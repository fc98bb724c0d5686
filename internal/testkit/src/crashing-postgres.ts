import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type RunningPostgres, startEmbeddedPostgres } from '@unlatch/embedded-postgres';
import pg from 'pg';
import { makeTempDirectory } from './temp-directory.js';
import { PREFIX, removeAbandoned, urlOf } from './test-postgres.js';

/** A server of its own, with the durability of production, that a test may end at any moment. */
export interface CrashingPostgres {
  /** A superuser's URL for the database. After a `kill` and a `restart` it may have changed. */
  url(): string;
  /**
   * SIGKILL for one session: PostgreSQL ends all others, recovers from its log, and accepts
   * connections again.
   */
  crash(): Promise<void>;
  /** SIGKILL for the server itself. */
  kill(): Promise<void>;
  /** After `kill`. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startCrashingPostgres(database: string): Promise<CrashingPostgres> {
  await removeAbandoned();
  const directory = await makeTempDirectory(`${PREFIX}${process.pid}-`);
  const dataDir = join(directory, 'data');
  const start = () => startEmbeddedPostgres({ dataDir, database });
  let server: RunningPostgres = await start();
  const url = () => urlOf(server.connection);
  return {
    url,
    crash: () => killOneSession(url()),
    async kill() {
      process.kill(await postmasterPid(dataDir), 'SIGKILL');
      await server.exited;
    },
    async restart() {
      server = await start();
    },
    async stop() {
      await server.stop();
      await rm(directory, { recursive: true });
    },
  };
}

async function killOneSession(connectionString: string): Promise<void> {
  const victim = new pg.Client({ connectionString });
  // Its own end is what this is for.
  victim.on('error', () => undefined);
  await victim.connect();
  const { rows } = await victim.query<{ pid: number }>('select pg_backend_pid() as pid');
  const ended = new Promise((resolve) => victim.once('end', resolve));
  for (const { pid } of rows) process.kill(pid, 'SIGKILL');
  await ended;
}

async function postmasterPid(dataDir: string): Promise<number> {
  const cluster = join(dataDir, 'postgres', 'cluster');
  const text = await readFile(join(cluster, 'postmaster.pid'), 'utf8');
  return Number(text.split('\n')[0]);
}
