import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';

const OBJECT_IN_USE = '55006';
const ATTEMPTS_MAX = 5;
const LEAVE_LIMIT_MS = 1_000;
const LEAVE_POLL_MS = 10;

export interface TestDatabase {
  /** The name, as a value of `template`. */
  name: string;
  url: string;
  /** Drops the database. Sessions that do not end within a second are terminated. */
  drop(): Promise<void>;
}

/** A database with a name of its own, empty or a copy of the database `template`. */
export async function createDatabase(
  adminUrl: string,
  { template }: { template?: string } = {},
): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const source = template === undefined ? '' : ` template ${pg.escapeIdentifier(template)}`;
  await createWithPatience(adminUrl, `create database ${name}${source}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return {
    name,
    url: url.href,
    drop: () => dropDatabase(adminUrl, name),
  };
}

/**
 * A `pg` pool reports its end while its sessions are still closing. If they are terminated at that
 * moment, they raise errors without a listener. So they get a moment to close.
 */
async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await withClient(adminUrl, async (client) => {
    const deadlineMs = performance.now() + LEAVE_LIMIT_MS;
    while ((await countSessions(client, name)) > 0 && performance.now() < deadlineMs) {
      await delay(LEAVE_POLL_MS);
    }
    await client.query(`drop database if exists ${name} with (force)`);
  });
}

async function countSessions(client: pg.Client, name: string): Promise<number> {
  const statement = 'select from pg_stat_activity where datname = $1';
  return (await client.query(statement, [name])).rowCount ?? 0;
}

/**
 * PostgreSQL copies a template only while it has no session. It waits for some seconds before it
 * fails, so there is no pause between the attempts.
 */
async function createWithPatience(adminUrl: string, statement: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await withClient(adminUrl, (client) => client.query(statement));
    } catch (error) {
      const isBusy = error instanceof pg.DatabaseError && error.code === OBJECT_IN_USE;
      if (!isBusy || attempt === ATTEMPTS_MAX) throw error;
    }
  }
}

async function withClient(
  url: string,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
