import { createDatabase, createFakeClock, type FakeClock } from '@unlatch/testkit';
import type { FastifyInstance } from 'fastify';
import { inject } from 'vitest';
import { buildApp } from '../src/app.js';
import { readConfig } from '../src/config.js';
import { type Deps, startDeps } from '../src/deps.js';
import { createLog } from '../src/log.js';
import { ping } from '../src/store/reachable.js';
import { seedWorkspace, type Workspace } from './seed.js';

/** The whole service in this process, on a database of its own, with time moved by hand. */
export interface Harness {
  readonly app: FastifyInstance;
  readonly deps: Deps;
  readonly clock: FakeClock;
  readonly databaseUrl: string;
  /** Drops the database under the running service. */
  loseDatabase(): Promise<void>;
  /** A workspace of its own for each test; its root key may do everything unless told otherwise. */
  newWorkspace(options?: { permissions?: readonly string[] }): Promise<Workspace>;
  stop(): Promise<void>;
}

/**
 * Started in `beforeAll`, stopped in `afterAll`: cloning the database takes tens of milliseconds.
 * `env` configures it as an operator would.
 */
export async function startHarness(env: Readonly<Record<string, string>> = {}): Promise<Harness> {
  const database = await createDatabase(inject('adminUrl'), { template: inject('template') });
  const clock = createFakeClock();
  const log = createLog('silent');
  const config = readConfig({ DATABASE_URL: database.url, ...env });
  const deps = await startDeps(config, log, clock);
  const health = { database: () => ping(deps.db), isAccepting: () => true };
  const app = await buildApp({ ...config, version: '2.0.0' }, { ...deps, log, health });
  await app.ready();
  return {
    app,
    deps,
    clock,
    databaseUrl: database.url,
    loseDatabase: database.drop,
    newWorkspace: (options = {}) => seedWorkspace({ app, deps, clock }, options),
    async stop() {
      await app.close();
      await deps.stop();
      await database.drop();
    },
  };
}
