import { installEngineBeside } from './analytics-engine.mjs';
import { packPackages } from './pack.mjs';
import { runService } from './service.mjs';
import { StepFailed } from './step.mjs';
import { runTests } from './test-run.mjs';
import { build, install } from './toolchain.mjs';

const COMMANDS = { start, test, pack: packPackages };

/** Sets the exit code instead of exiting, so that all output reaches a pipe. */
export async function run(command, args) {
  try {
    process.exitCode = await COMMANDS[command](args);
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    process.exitCode = error.exitCode;
    if (command === 'test')
      console.log('\nThe tests did not run to their end.\n0 passed, 1 failed');
  }
}

async function start() {
  // What only tests and linters need stays out: it is three quarters of all packages.
  const env = await install([
    '--prod',
    '--filter=unlatch',
    '--filter-prod=@unlatch/service...',
    '--filter=@unlatch/analytics-engine',
  ]);
  await build(env, [
    '--filter=@unlatch/service',
    '--filter=@unlatch/analytics-engine',
    '--filter=@unlatch/dashboard',
  ]);
  const engine = installEngineBeside(process.env);
  const exitCode = await runService();
  await engine.stop();
  return exitCode;
}

async function test(args) {
  const env = await install();
  await build(env, []);
  return runTests(env, args);
}
