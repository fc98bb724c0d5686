#!/usr/bin/env node
import type { Logger } from 'pino';
import { type Config, readConfig } from './config.js';
import { textForOperator } from './lib/operator-error.js';
import { banner } from './process/banner.js';
import { runPrimary } from './process/cluster/primary.js';
import { wordsOfPrimary, workerId } from './process/cluster/worker.js';
import { rotateMasterKey } from './process/commands/rotate-master-key.js';
import { createLog } from './process/log.js';
import { afterStopDelay, firstSignal } from './process/signals.js';

const USAGE = `Usage:
  unlatch                     run the service
  unlatch rotate-master-key   wrap all data keys with the first of MASTER_KEYS
`;

await main();

async function main(): Promise<void> {
  const [command] = process.argv.slice(2);
  const worker = workerId();
  if (worker !== undefined) {
    await attempt('A worker did not start.', (config, log) => beWorker(config, log, worker));
  } else if (command === undefined) {
    await attempt('Unlatch did not start.', (config, log) =>
      config.workers > 1 ? runPrimary(config, log) : serveAlone(config, log),
    );
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
    process.stderr.write(`\n${failure} ${textForOperator(error)}\n`);
    process.exit(1);
  }
}

async function serveAlone(config: Config, log: Logger): Promise<void> {
  const leaving = firstSignal();
  const stopRequested = afterStopDelay(leaving, config.stopDelayMs);
  const { serve } = await loadService();
  await serve(config, log, {
    leaving,
    stopRequested,
    onListening({ url, newRootKey }) {
      log.info({ event: 'listening', url }, 'listening');
      process.stdout.write(banner({ url, rootKey: newRootKey }));
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
