#!/usr/bin/env node
import type { Logger } from 'pino';
import { type Config, readConfig } from './config.js';
import { VERSION } from './lib/version.js';
import { announce } from './process/announce.js';
import { runPrimary } from './process/cluster/primary.js';
import { wordsOfPrimary, workerId } from './process/cluster/worker.js';
import { rotateMasterKey } from './process/commands/rotate-master-key.js';
import { createLog } from './process/log.js';
import { printFailure, reportFailure, reportToLog } from './process/reports.js';
import { afterStopDelay, firstSignal } from './process/signals.js';

// check-words: allow, a table of commands is no sentence
const USAGE = `Unlatch ${VERSION}

Usage:
  unlatch                     run the service
  unlatch rotate-master-key   wrap all data keys with the first of MASTER_KEYS
  unlatch --version           print the version
  unlatch --help              print this text

Settings come from the environment; README.md lists them.
`;

const COMMANDS: Readonly<Record<string, () => Promise<void>>> = {
  'rotate-master-key': () => attempt('The master key was not rotated.', rotate, printFailure),
  '--version': () => print(`${VERSION}\n`),
  '-v': () => print(`${VERSION}\n`),
  '--help': () => print(USAGE),
  '-h': () => print(USAGE),
};

await main();

async function main(): Promise<void> {
  const [command, ...others] = process.argv.slice(2);
  const worker = workerId();
  if (worker !== undefined) {
    await attempt('A worker did not start.', (config, log) => beWorker(config, log, worker));
  } else if (command === undefined) {
    await attempt('Unlatch did not start.', run);
  } else {
    const known = others.length === 0 ? COMMANDS[command] : undefined;
    if (known !== undefined) return known();
    const words = [command, ...others].join(' ');
    process.stderr.write(`Unlatch has no command "${words}".\n\n${USAGE}`);
    process.exitCode = 2;
  }
}

async function print(text: string): Promise<void> {
  process.stdout.write(text);
}

async function attempt(
  failure: string,
  work: (config: Config, log: Logger) => Promise<void>,
  report: (failure: string, error: unknown) => void = reportFailure,
): Promise<void> {
  try {
    const config = readConfig();
    const log = createLog(config.logLevel);
    reportToLog(log);
    await work(config, log);
  } catch (error) {
    report(failure, error);
    process.exit(1);
  }
}

async function rotate(config: Config, log: Logger): Promise<void> {
  const { exitCode, report } = await rotateMasterKey(config, log);
  process.stdout.write(report);
  process.exitCode = exitCode;
}

async function run(config: Config, log: Logger): Promise<void> {
  const { workers } = config;
  const facts = { version: VERSION, node: process.version, pid: process.pid, workers };
  log.info({ event: 'starting', ...facts }, `Unlatch ${VERSION} starts`);
  await (workers > 1 ? runPrimary(config, log) : serveAlone(config, log));
}

async function serveAlone(config: Config, log: Logger): Promise<void> {
  const leaving = firstSignal(log, config);
  const stopRequested = afterStopDelay(leaving, config.stopDelayMs);
  const { serve } = await loadService();
  await serve(config, log, {
    leaving,
    stopRequested,
    onListening({ url, rootKeyUse }) {
      log.info({ event: 'listening', url, version: VERSION }, 'listening');
      announce({ url, rootKeyUse }, log);
    },
  });
}

async function beWorker(config: Config, log: Logger, worker: number): Promise<void> {
  const words = wordsOfPrimary();
  const { serve } = await loadService();
  await serve(config, log.child({ worker }), {
    ...words,
    onListening: () =>
      log.info({ event: 'worker_listening', worker, pid: process.pid }, 'a worker listens'),
  });
}

/** Most of the program. The primary of several workers does not need it. */
function loadService() {
  return import('./process/serve.js');
}
