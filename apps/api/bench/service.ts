import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startEmbeddedPostgres } from '@unlatch/embedded-postgres';
import { sql } from 'kysely';
import { type Db, openDatabase } from '../src/store/database/database.js';
import type { Target } from './load.js';
import { readUsageBelow, type ServerProcess, startBeforeLoad, startServer } from './processes.js';

const SEEDING_LIMIT_MS = 15 * 60_000;

export interface BenchService extends ServerProcess {
  readonly rootKey: string;
  readonly databaseUrl: string;
  readonly db: Db;
  /** All processes of PostgreSQL together. */
  readonly database: Pick<ServerProcess, 'usage'>;
  call(name: string, body: unknown): Promise<Record<string, string>>;
}

/** The built service as its own process, on a PostgreSQL of its own with durable commits. */
export async function startBenchService({
  env: given = {},
  isPinned = true,
  isObserved = false,
  entry = fileURLToPath(new URL('../dist/src/main.js', import.meta.url)),
}: {
  readonly env?: Readonly<Record<string, string>>;
  readonly isPinned?: boolean;
  readonly isObserved?: boolean;
  /** The program; the build of this checkout unless told otherwise. */
  readonly entry?: string;
} = {}): Promise<BenchService> {
  const directory = await mkdtemp(path.join(tmpdir(), 'unlatch-bench-'));
  await chmod(directory, 0o755);
  const dataDir = path.join(directory, 'data');
  const startPostgres = () => startEmbeddedPostgres({ dataDir, database: 'bench' });
  const postgres = await (isPinned ? startBeforeLoad(startPostgres) : startPostgres());
  const { user, password, host, port } = postgres.connection;
  const databaseUrl = `postgresql://${user}:${encodeURIComponent(password)}@localhost:${port}/bench?host=${encodeURIComponent(host)}`;
  const rootKey = `unkey_${randomBytes(16).toString('hex')}`;
  const env = { PORT: '0', DATABASE_URL: databaseUrl, UNLATCH_ROOT_KEY: rootKey, ...given };
  const server = await startServer([entry], { env, isPinned, isObserved });
  const db = openDatabase({
    connection: { connectionString: databaseUrl },
    poolMax: 2,
    prepare: false,
    // Seeding a million keys takes longer than any statement of the service may.
    statementTimeoutMs: SEEDING_LIMIT_MS,
    onConnectionLost: () => undefined,
  });
  const postmaster = await findPostmaster(db);
  return {
    ...server,
    rootKey,
    databaseUrl,
    db,
    database: { usage: () => readUsageBelow(postmaster) },
    call: (name, body) => callOperation({ url: server.url, rootKey }, name, body),
    async stop() {
      await server.stop();
      await db.destroy();
      await postgres.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function findPostmaster(db: Db): Promise<number> {
  const { rows } = await sql<{ pid: number }>`
    select split_part(pg_read_file('postmaster.pid'), e'\n', 1)::int as pid`.execute(db);
  return rows[0]?.pid ?? 0;
}

/** The data of the answer. Fails if the answer is a problem. */
export async function callOperation(
  { url, rootKey }: { readonly url: string; readonly rootKey: string },
  name: string,
  body: unknown,
): Promise<Record<string, string>> {
  const response = await fetch(`${url}/v2/${name}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${rootKey}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${name}: ${await response.text()}`);
  const { data } = (await response.json()) as { data: Record<string, string> };
  return data;
}

/** The text of the i-th seeded key. */
export function seededKey(index: number): string {
  return `bench_${index}`;
}

interface SeededKeys {
  readonly apiId: string;
  readonly from: number;
  readonly to: number;
  readonly credits?: number | null;
}

/** Adds keys straight to the table, numbered from `from` up to but not including `to`. */
export async function seedKeys(
  db: Db,
  { apiId, from, to, credits = null }: SeededKeys,
): Promise<void> {
  await sql`
    insert into keys (workspace_id, id, api_id, hash, start, enabled, credits_remaining,
      created_at_ms)
    select apis.workspace_id, 'key_seeded_' || lpad(i::text, 9, '0'), apis.id,
      encode(sha256(convert_to('bench_' || i, 'UTF8')), 'base64'), 'benc', true, ${credits}::bigint, 0
    from generate_series(${from}::int, ${to - 1}::int) as i, apis
    where apis.id = ${apiId}`.execute(db);
  await sql`analyze keys`.execute(db);
}

/** Requests for one operation, each with the next body. */
export function targetOf(
  { url, rootKey }: BenchService,
  operation: string,
  nextBody: () => object,
): Target {
  return { url, path: `/v2/${operation}`, rootKey, nextBody: () => JSON.stringify(nextBody()) };
}
