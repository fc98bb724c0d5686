#!/usr/bin/env node
import { createRequire } from 'node:module';
import { EmbeddedPostgresError } from '@unlatch/embedded-postgres';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { buildApp } from './app.js';
import { banner } from './banner.js';
import { rotateMasterKey } from './commands/rotate-master-key.js';
import { type Config, ConfigError, readConfig } from './config.js';
import { type Deps, startDeps } from './deps.js';
import { MasterKeyError } from './engine/encryption/master-key-use.js';
import { systemClock } from './lib/clock.js';
import { createLog } from './log.js';
import { NoNotificationsError } from './store/change-listener.js';
import { UnusableDatabaseError } from './store/migrate.js';
import { ping } from './store/reachable.js';

const SHUTDOWN_TIMEOUT_MS = 10_000;
const IDLE_SWEEP_MS = 50;
const USAGE = `Usage:
  unlatch                     run the service
  unlatch rotate-master-key   wrap all data keys with the first of MASTER_KEYS
`;

await main();

async function main(): Promise<void> {
  const [command] = process.argv.slice(2);
  if (command === undefined) {
    await attempt('Unlatch did not start.', serve);
  } else if (command === 'rotate-master-key') {
    await attempt('The master key was not rotated.', async (config, log) => {
      const { exitCode, report } = await rotateMasterKey(config, log);
      process.stdout.write(report);
      process.exitCode = exitCode;
    });
  } else {
    process.stderr.write(USAGE);
    process.exitCode = 2;
  }
}

async function attempt(
  failure: string,
  work: (config: Config, log: Logger) => Promise<void>,
): Promise<void> {
  try {
    const config = readConfig();
    await work(config, createLog(config.logLevel));
  } catch (error) {
    process.stderr.write(`\n${failure} ${explain(error)}\n`);
    process.exit(1);
  }
}

async function serve(config: Config, log: Logger): Promise<void> {
  // Before anything is started: a signal that comes during the start takes effect at its end, when
  // everything can be stopped in order.
  const signal = firstSignal();
  const deps = await startDeps(config, log, systemClock);
  let accepting = true;
  const app = await buildApp(
    { ...config, version: readVersion() },
    { ...deps, log, health: { database: () => ping(deps.db), isAccepting: () => accepting } },
  );
  const url = await listen(app, config, deps);
  deps.startHousekeeping();
  log.info({ event: 'listening', url }, 'listening');
  process.stdout.write(banner({ url, rootKey: deps.newRootKey }));
  const end = await Promise.race([
    signal.then((name) => ({ reason: name, exitCode: 0 })),
    deps.failed.then((reason) => ({ reason, exitCode: 1 })),
  ]);
  accepting = false;
  log.info({ event: 'stopping', reason: end.reason }, 'stopping');
  try {
    await closeInTime(app, deps, log);
  } catch (err) {
    log.error({ event: 'stop_failed', err }, 'could not stop in order');
    process.exit(1);
  }
  process.exit(end.exitCode);
}

/** Listens for good: a terminal signals every process of its group, and npm passes it on again. */
function firstSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, resolve);
  });
}

async function listen(app: FastifyInstance, config: Config, deps: Deps): Promise<string> {
  try {
    await app.listen({ host: config.host, port: config.port });
  } catch (error) {
    await deps.stop();
    throw error;
  }
  const anyHost = config.host === '0.0.0.0' || config.host === '::';
  const host = anyHost ? '127.0.0.1' : config.host;
  const printable = host.includes(':') ? `[${host}]` : host;
  const address = app.server.address();
  const port = address !== null && typeof address === 'object' ? address.port : config.port;
  return `http://${printable}:${port}`;
}

/** Finishes every request that was accepted, then lets go of everything else in order. */
async function closeInTime(app: FastifyInstance, deps: Deps, log: Logger): Promise<void> {
  const overdue = setTimeout(() => {
    log.error({ event: 'stop_overdue' }, 'requests did not finish in time; stopping anyway');
    process.exit(1);
  }, SHUTDOWN_TIMEOUT_MS);
  // A connection turns idle when its last answer is out; nobody else would close it then.
  const sweep = setInterval(() => app.server.closeIdleConnections(), IDLE_SWEEP_MS);
  await app.close();
  clearInterval(sweep);
  await deps.stop();
  clearTimeout(overdue);
}

function readVersion(): string {
  const manifest: { version: string } = createRequire(import.meta.url)('#package.json');
  return manifest.version;
}

/** The operator's own mistakes are told in a sentence; anything else needs its stack. */
function explain(error: unknown): string {
  const isExplained =
    error instanceof ConfigError ||
    error instanceof UnusableDatabaseError ||
    error instanceof NoNotificationsError ||
    error instanceof MasterKeyError ||
    error instanceof EmbeddedPostgresError;
  if (isExplained) return error.message;
  if (!(error instanceof Error)) return String(error);
  if ('code' in error && error.code === 'EADDRINUSE') {
    return `Another program listens on this address (${error.message}). Stop it, or set PORT.`;
  }
  return error.stack ?? error.message;
}
