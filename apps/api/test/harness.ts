import { EventEmitter, once } from 'node:events';
import { createDatabase, createFakeClock, type FakeClock } from '@unlatch/testkit';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { inject } from 'vitest';
import { readConfig } from '../src/config.js';
import { createAdmission } from '../src/http/admission/create-admission.js';
import { buildApp } from '../src/http/app.js';
import { createLog } from '../src/process/log.js';
import { type Service, startService } from '../src/process/start-service.js';
import { RPCS } from '../src/rpc/index.js';
import { PEOPLE_RPCS } from '../src/rpc/people.js';
import type { Answer, Request } from './answer.js';
import { post, seedWorkspace, type Workspace } from './seed.js';

/** The whole service in this process, on a database of its own. Tests move its clock. */
export interface Harness {
  readonly app: FastifyInstance;
  readonly deps: Service;
  readonly clock: FakeClock;
  readonly databaseUrl: string;
  /** Drops the database under the running service. */
  loseDatabase(): Promise<void>;
  /** A workspace of its own for each test; its root key may do everything by default. */
  newWorkspace(options?: { permissions?: readonly string[] }): Promise<Workspace>;
  startPeer(): Promise<Peer>;
  stop(): Promise<void>;
}

/** Another process of the service on the same database. */
export interface Peer {
  readonly app: FastifyInstance;
  readonly call: (
    rootKey: string,
    name: string,
    body: unknown,
    options?: Partial<Request>,
  ) => Promise<Answer>;
  /** Resolves when the next change of any process has reached the caches of this process. */
  nextChange(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Start it in `beforeAll` and stop it in `afterAll`: cloning the database takes tens of
 * milliseconds. `env` configures it as an operator would. A proxy may stand between it and the
 * database.
 */
export async function startHarness(
  env: Readonly<Record<string, string>> = {},
  log: Logger = createLog('silent'),
  throughProxy: (databaseUrl: string) => Promise<string> = async (databaseUrl) => databaseUrl,
): Promise<Harness> {
  const database = await createDatabase(inject('adminUrl'), { template: inject('template') });
  const clock = createFakeClock();
  const url = await throughProxy(database.url);
  const { app, deps, stop } = await startApp(url, clock, env, log);
  return {
    app,
    deps,
    clock,
    databaseUrl: database.url,
    loseDatabase: database.drop,
    newWorkspace: (options = {}) => seedWorkspace({ app, deps, clock }, options),
    startPeer: () => startPeer(database.url, clock),
    async stop() {
      await stop();
      await database.drop();
    },
  };
}

async function startApp(
  databaseUrl: string,
  clock: FakeClock,
  env: Readonly<Record<string, string>> = {},
  log: Logger = createLog('silent'),
) {
  const config = readConfig({ DATABASE_URL: databaseUrl, ALLOW_LOCAL_COUNTERS: 'true', ...env });
  const deps = await startService(config, log, clock);
  const { pingDatabase: database, isCurrent, writeHealth } = deps;
  const writeFailure = () => writeHealth.failure;
  const health = { database, writeFailure, isCurrent, phase: () => 'accepting' as const };
  // A test that keeps this process busy for long must not count as overload.
  const admission = createAdmission({ traffic: deps.traffic, isCalm: true });
  admission.overload.start();
  const app = await buildApp(
    { ...config, version: '2.0.0' },
    { ...deps, ...admission, rpcs: RPCS, peopleRpcs: PEOPLE_RPCS, log, health },
  );
  await app.ready();
  const stop = async () => {
    await admission.overload.stop();
    await app.close();
    await deps.stop();
  };
  return { app, deps: { ...deps, ...admission }, stop };
}

async function startPeer(databaseUrl: string, clock: FakeClock): Promise<Peer> {
  const { app, deps, stop } = await startApp(databaseUrl, clock);
  const changes = new EventEmitter();
  const apply = deps.caches.apply;
  deps.caches.apply = (change) => {
    apply(change);
    changes.emit('change');
  };
  return {
    app,
    call: (rootKey, name, body, options) => post(app, name, rootKey, body, options),
    nextChange: async () => void (await once(changes, 'change')),
    stop,
  };
}
