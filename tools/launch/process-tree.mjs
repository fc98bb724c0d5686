import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

const STOP_LIMIT_MS = 12_000;
const POLL_MS = 50;

/**
 * Stops processes with all that they have started, in whatever process group it is. They are told
 * to stop in order, and are killed if they then do not.
 */
export async function stopTrees(pids) {
  const all = withDescendants(pids);
  sendTo(all, 'SIGTERM');
  const deadlineMs = performance.now() + STOP_LIMIT_MS;
  while (sendTo(all, 0) && performance.now() < deadlineMs) await delay(POLL_MS);
  sendTo(all, 'SIGKILL');
}

function withDescendants(pids) {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).split('\n');
  const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number));
  const found = new Set(pids);
  // A set that grows while it is iterated is iterated to its end.
  for (const parent of found) {
    for (const [pid, ppid] of pairs) if (ppid === parent) found.add(pid);
  }
  return [...found];
}

/** Whether any of them still took the signal. */
function sendTo(pids, signal) {
  return pids.filter((pid) => trySignal(pid, signal)).length > 0;
}

function trySignal(pid, signal) {
  try {
    return process.kill(pid, signal);
  } catch {
    return false;
  }
}
