import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createDatabase, type TestDatabase } from './database.js';
import { startProcess } from './service-process.js';
import { makeTempDirectory } from './temp-directory.js';
import { configuredPostgres } from './test-postgres.js';
import { workspaceRoot } from './workspace-root.js';

export interface ServiceOptions {
  /** The program to run, instead of the build of this workspace. */
  entry?: string;
  /**
   * Where the service gets an empty database: `TEST_DATABASE_URL` unless told otherwise. Without
   * either, or with a DATA_DIR in `env`, the service brings its own server.
   */
  adminUrl?: string;
  /**
   * Overrides all other settings here. A DATABASE_URL replaces the empty database, for instance by
   * that of another service, together with its UNLATCH_ROOT_KEY.
   */
  env?: Readonly<Record<string, string>>;
}

export interface RunningService {
  url: string;
  pid: number;
  rootKey: string;
  /** Undefined if the service started its own server. */
  databaseUrl: string | undefined;
  /** All output so far. */
  output(): string;
  /** Its messages to the operator. */
  stdout(): string;
  /** Its log, one line of JSON per event. */
  stderr(): string;
  /**
   * The first line, past or future, of either stream, that matches; throws if the service ends
   * without one.
   */
  line(pattern: RegExp): Promise<string>;
  /** Stops it, throws if it does not stop in order, and removes its database and files. */
  stop(): Promise<void>;
  /** SIGKILL. Database and files stay until `stop()`, which then only removes them. */
  kill(): Promise<void>;
}

/** Runs the built service as a process of its own, on a free port of the loopback interface. */
export async function startService(options: ServiceOptions = {}): Promise<RunningService> {
  const { entry = findEntry(), env: given = {} } = options;
  const bringsServer = given['DATA_DIR'] !== undefined;
  const adminUrl = options.adminUrl ?? (bringsServer ? undefined : configuredPostgres());
  const needsDatabase = adminUrl !== undefined && given['DATABASE_URL'] === undefined;
  const database = needsDatabase ? await createDatabase(adminUrl) : undefined;
  const dataDir = await makeTempDirectory('unlatch-test-service-');
  const rootKey = given['UNLATCH_ROOT_KEY'] ?? `unkey_${randomBytes(16).toString('hex')}`;
  const env = {
    PATH: process.env['PATH'],
    HOST: '127.0.0.1',
    PORT: '0',
    // Tests of other things read events as rows, whether this machine has an engine or not.
    ANALYTICS: 'off',
    DATA_DIR: dataDir,
    UNLATCH_ROOT_KEY: rootKey,
    ...(database && { DATABASE_URL: database.url }),
    ...given,
  };
  try {
    const service = await startProcess(entry, env);
    return {
      ...service,
      rootKey,
      databaseUrl: env.DATABASE_URL,
      async stop() {
        try {
          await service.stop();
        } finally {
          await cleanUp(dataDir, database);
        }
      },
    };
  } catch (error) {
    await cleanUp(dataDir, database);
    throw error;
  }
}

async function cleanUp(dataDir: string, database: TestDatabase | undefined): Promise<void> {
  await rm(dataDir, { recursive: true, force: true });
  await database?.drop();
}

function findEntry(): string {
  const entry = join(workspaceRoot(), 'apps', 'api', 'dist', 'src', 'main.js');
  if (existsSync(entry)) return entry;
  throw new Error(`${entry} is missing: build the service before its tests run`);
}
