import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import path from 'node:path';
import { root } from './workspace.mjs';

const SAME_KEYSTROKE_MS = 500;

/**
 * Runs the service and resolves to its exit code.
 *
 * Ctrl-C sends SIGINT to every process of the terminal's group, and npm then sends it to its child
 * once more. So the service runs in a group of its own, which the terminal does not reach. The
 * launcher forwards only the first signal of such a burst: one key press, one signal. It forwards a
 * later key press too.
 */
export function runService() {
  const main = path.join(root, 'apps/api/dist/src/main.js');
  const preload = new URL('./stop-with-launcher.mjs', import.meta.url).href;
  const service = spawn(process.execPath, ['--import', preload, main], {
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  let passedOnMs = Number.NEGATIVE_INFINITY;
  const passOn = (signal) => {
    const nowMs = performance.now();
    if (nowMs - passedOnMs < SAME_KEYSTROKE_MS) return;
    passedOnMs = nowMs;
    service.kill(signal);
  };
  process.on('SIGINT', passOn).on('SIGTERM', passOn);
  return new Promise((resolve) => {
    service.on('exit', (exitCode, signal) => resolve(exitCode ?? 128 + constants.signals[signal]));
  });
}
