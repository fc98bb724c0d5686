#!/usr/bin/env node
import type { Logger } from 'pino';
import { type Config, readConfig } from './config.js';
import { VERSION } from './lib/version.js';
import { announce } from './process/announce.js';
import { runPrimary } from './process/cluster/primary.js';
import { wordsOfPrimary, workerId } from './process/cluster/worker.js';
import type { Outcome } from './process/commands/outcome.js';
import { runSetupLink, runUnlock } from './process/commands/people.js';
import { rotateMasterKey } from './process/commands/rotate-master-key.js';
import { runCreateRootKey, runSetQuota } from './process/commands/workspace-settings.js';
import {
  runCreateWorkspace,
  runDeleteWorkspace,
  runListWorkspaces,
} from './process/commands/workspaces.js';
import { createLog } from './process/log.js';
import { printFailure, reportFailure, reportToLog } from './process/reports.js';
import { afterStopDelay, firstSignal } from './process/signals.js';

// check-words: allow, a table of commands is no sentence
const USAGE = `Unlatch ${VERSION}

Usage:
  unlatch                          run the service
  unlatch create-workspace <name>  create a workspace and its first root key
  unlatch list-workspaces          list the workspaces of this installation
  unlatch delete-workspace <id>    say what that would delete, and how to do it
  unlatch set-quota <id> <kind> <count|unlimited|default>
                                   say how many of a kind a workspace may have
  unlatch create-root-key <id> [--name <name>]
                                   create a root key for a workspace
  unlatch admin setup-link [--workspace <id>]
                                   make a link for an owner of the dashboard
  unlatch admin unlock <email>     let a person try to log in again at once
  unlatch rotate-master-key        wrap data keys with the first of MASTER_KEYS
  unlatch --version                print the version
  unlatch --help                   print this text

Settings come from the environment; README.md lists them.
`;

/** Gets the words after its name. `undefined`: they do not fit. */
type Command = (words: readonly string[]) => Promise<void> | undefined;

const COMMANDS: Readonly<Record<string, Command>> = {
  'create-workspace': ([name, ...rest]) =>
    name === undefined || rest.length > 0
      ? undefined
      : report('The workspace was not created.', (config, log) =>
          runCreateWorkspace(name, config, log),
        ),
  'list-workspaces': withoutWords(() =>
    report('The workspaces were not listed.', runListWorkspaces),
  ),
  'delete-workspace': ([workspaceId, option, confirmation, ...rest]) =>
    workspaceId === undefined || ![undefined, '--confirm'].includes(option) || rest.length > 0
      ? undefined
      : report('The workspace was not deleted.', (config, log) =>
          runDeleteWorkspace({ workspaceId, confirmation }, config, log),
        ),
  'set-quota': ([workspaceId, kind, value, ...rest]) =>
    workspaceId === undefined || kind === undefined || value === undefined || rest.length > 0
      ? undefined
      : report('The quota was not set.', (config, log) =>
          runSetQuota({ workspaceId, kind, value }, config, log),
        ),
  'create-root-key': ([workspaceId, option = '--name', name = 'Made by the operator', ...rest]) =>
    workspaceId === undefined || option !== '--name' || rest.length > 0
      ? undefined
      : report('The root key was not created.', (config, log) =>
          runCreateRootKey({ workspaceId, name }, config, log),
        ),
  admin: (words) => adminCommand(words),
  'rotate-master-key': withoutWords(() =>
    report('The master key was not rotated.', rotateMasterKey),
  ),
  '--version': withoutWords(() => print(`${VERSION}\n`)),
  '-v': withoutWords(() => print(`${VERSION}\n`)),
  '--help': withoutWords(() => print(USAGE)),
  '-h': withoutWords(() => print(USAGE)),
};

function adminCommand([name, option, value, ...rest]: readonly string[]):
  | Promise<void>
  | undefined {
  if (rest.length > 0) return undefined;
  if (name === 'unlock' && option !== undefined && value === undefined) {
    return report('The person was not unlocked.', (config, log) =>
      runUnlock({ email: option }, config, log),
    );
  }
  const isWhole = option === undefined || (option === '--workspace' && value !== undefined);
  if (name !== 'setup-link' || !isWhole) return undefined;
  return report('The link was not made.', (config, log) =>
    runSetupLink({ workspaceId: value }, config, log),
  );
}

await main();

async function main(): Promise<void> {
  const [command, ...others] = process.argv.slice(2);
  const worker = workerId();
  if (worker !== undefined) {
    await attempt('A worker did not start.', (config, log) => beWorker(config, log, worker));
  } else if (command === undefined) {
    await attempt('Unlatch did not start.', run);
  } else {
    const isKnown = Object.hasOwn(COMMANDS, command);
    const ran = isKnown ? COMMANDS[command]?.(others) : undefined;
    if (ran !== undefined) return ran;
    const fault = isKnown
      ? `The words after "${command}" do not fit.`
      : `Unlatch has no command "${command}".`;
    process.stderr.write(`${fault}\n\n${USAGE}`);
    process.exitCode = 2;
  }
}

async function print(text: string): Promise<void> {
  process.stdout.write(text);
}

async function attempt(
  failure: string,
  work: (config: Config, log: Logger) => Promise<void>,
  reportError: (failure: string, error: unknown) => void = reportFailure,
): Promise<void> {
  try {
    const config = readConfig();
    const log = createLog(config.logLevel);
    reportToLog(log);
    await work(config, log);
  } catch (error) {
    reportError(failure, error);
    process.exit(1);
  }
}

function withoutWords(run: () => Promise<void>): Command {
  return (words) => (words.length > 0 ? undefined : run());
}

/** Runs a command that prints its outcome. */
function report(
  failure: string,
  work: (config: Config, log: Logger) => Promise<Outcome>,
): Promise<void> {
  const andPrint = async (config: Config, log: Logger) => {
    const outcome = await work(config, log);
    process.stdout.write(outcome.report);
    process.exitCode = outcome.exitCode;
  };
  return attempt(failure, andPrint, printFailure);
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
    onListening({ url, ...shown }) {
      log.info({ event: 'listening', url, version: VERSION }, 'listening');
      announce({ url, ...shown, publicUrl: config.publicUrl }, log);
    },
  });
}

async function beWorker(config: Config, log: Logger, worker: number): Promise<void> {
  const { orphaned, ...words } = wordsOfPrimary();
  let isListening = false;
  // Its start might never end: only the primary can open the port, and nothing else may start the
  // database. It has accepted no request, so it has nothing to finish.
  void orphaned.then(() => {
    if (!isListening) process.exit(1);
  });
  const { serve } = await loadService();
  await serve(config, log.child({ worker }), {
    ...words,
    onListening() {
      isListening = true;
      log.info({ event: 'worker_listening', worker, pid: process.pid }, 'a worker listens');
    },
  });
}

/** Most of the program. The primary of several workers does not need it. */
function loadService() {
  return import('./process/serve.js');
}
