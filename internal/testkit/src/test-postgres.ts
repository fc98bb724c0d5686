import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type RunningPostgres, startEmbeddedPostgres } from '@unlatch/embedded-postgres';
import { abandonedDirectories, makeTempDirectory } from './temp-directory.js';

export const PREFIX = 'unlatch-test-postgres-';

export interface TestPostgres {
  /** A superuser's URL for the database `postgres`; a plain string, as vitest's `provide` needs. */
  adminUrl: string;
  stop(): Promise<void>;
}

/** One server for a whole test run, for vitest's `globalSetup`. */
export async function startTestPostgres(): Promise<TestPostgres> {
  const configured = configuredPostgres();
  if (configured !== undefined) return { adminUrl: configured, stop: async () => {} };
  await removeAbandoned();
  const directory = await makeTempDirectory(`${PREFIX}${process.pid}-`);
  const server = await startIn(directory);
  return {
    adminUrl: urlOf(server.connection),
    async stop() {
      await server.stop();
      await rm(directory, { recursive: true });
    },
  };
}

/** That of the whole `npm test`, or one that a developer chose. */
export function configuredPostgres(): string | undefined {
  return process.env['TEST_DATABASE_URL'] || undefined;
}

function startIn(directory: string): Promise<RunningPostgres> {
  const dataDir = join(directory, 'data');
  return startEmbeddedPostgres({ dataDir, database: 'postgres', durability: 'none' });
}

/**
 * The host is a query parameter because it may be the directory of a unix socket. `localhost` is in
 * the usual place of the host, so that `URL` can parse the URL.
 */
export function urlOf({
  host,
  port,
  user,
  password,
  database,
}: RunningPostgres['connection']): string {
  const credentials = `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
  return `postgresql://${credentials}@localhost:${port}/${database}?host=${encodeURIComponent(host)}`;
}

/** A run that was killed leaves its server running. To adopt it is the safe way to stop it. */
export async function removeAbandoned(): Promise<void> {
  for (const directory of await abandonedDirectories(PREFIX)) {
    const server = await startIn(directory).catch(() => undefined);
    await server?.stop();
    // Another run may be removing the same files at this moment.
    await rm(directory, { recursive: true, force: true }).catch(() => {});
  }
}
