import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import { root } from './workspace.mjs';

/** A step ended the launch, and its message is printed already. */
export class StepFailed extends Error {
  constructor(exitCode) {
    super('A step of the launch failed.');
    this.exitCode = exitCode;
  }
}

/**
 * Runs one command, prints its duration, and returns the output that was not shown live. With
 * `progress`, each line of the output may be turned into the name of a part, which is printed.
 */
export async function runStep({ title, command, args, env, live = false, progress, advice }) {
  const startMs = performance.now();
  process.stdout.write(`${title} …${live ? '\n' : ' '}`);
  let parts = 0;
  const showPart = (line) => {
    const part = progress(line);
    if (part === undefined) return;
    process.stdout.write(`${parts === 0 ? '\n' : ''}  ${part}\n`);
    parts += 1;
  };
  const onLine = progress === undefined ? undefined : showPart;
  const { exitCode, output } = await runCommand(command, args, { env, live, onLine });
  const took = `${((performance.now() - startMs) / 1000).toFixed(1)} s`;
  const label = live || parts > 0 ? `${title}: ` : '';
  if (exitCode === 0) {
    process.stdout.write(`${label}${took}\n`);
    return output;
  }
  process.stdout.write(`${label}failed after ${took}\n`);
  process.stderr.write(`${output}\n${[command, ...args].join(' ')}: exit code ${exitCode}\n`);
  process.stderr.write(`${advice}\n`);
  throw new StepFailed(1);
}

/**
 * Runs one command. If `live`, its output is shown at once, otherwise it is collected. A signal to
 * the launcher goes to the command too, and ends the launch with it.
 */
async function runCommand(command, args, { env, live, onLine }) {
  const child = spawn(command, args, {
    cwd: root,
    env,
    stdio: live ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (output += chunk));
  if (onLine !== undefined) createInterface(child.stdout).on('line', onLine);

  let interruptedBy;
  const interrupt = (signal) => {
    interruptedBy = signal;
    child.kill(signal);
  };
  process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
  const exitCode = await new Promise((resolve) => {
    child.on('close', resolve);
    child.on('error', (error) => {
      output += error.message;
      resolve(127);
    });
  });
  process.off('SIGINT', interrupt).off('SIGTERM', interrupt);

  if (interruptedBy !== undefined) throw new StepFailed(128 + constants.signals[interruptedBy]);
  return { exitCode, output };
}
