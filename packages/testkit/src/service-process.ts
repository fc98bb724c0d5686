import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 15_000;

export interface ServiceProcess {
  url: string;
  pid: number;
  /** Everything it has printed so far, on both streams. */
  output(): string;
  /** Asks it to stop; throws, with the output, unless it then ends in order and in time. */
  stop(): Promise<void>;
  /** Ends it without giving it a chance to clean up. */
  kill(): Promise<void>;
}

/** Resolves when the service says that it listens; throws with its output when it does not. */
export async function startProcess(
  entry: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<ServiceProcess> {
  const child = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close').then(() => describeEnd(child));
  const { output, listening } = listen(child);

  const outcome = await Promise.race([listening, ended, expire(START_LIMIT_MS)]);
  if (outcome.kind !== 'listening' || child.pid === undefined) {
    child.kill('SIGKILL');
    await ended;
    const reason = 'how' in outcome ? outcome.how : `did not listen in ${START_LIMIT_MS} ms`;
    throw new Error(`the service ${reason} while it was starting; it printed:\n${output()}`);
  }
  let wasKilled = false;
  return {
    url: outcome.url,
    pid: child.pid,
    output,
    async kill() {
      wasKilled = true;
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      child.kill('SIGTERM');
      const end = await Promise.race([ended, expire(STOP_LIMIT_MS)]);
      if (wasKilled || (end.kind === 'ended' && end.inOrder)) return;
      child.kill('SIGKILL');
      await ended;
      const reason = end.kind === 'ended' ? end.how : `did not stop in ${STOP_LIMIT_MS} ms`;
      throw new Error(`the service ${reason}; it printed:\n${output()}`);
    },
  };
}

interface Listening {
  kind: 'listening';
  url: string;
}

function listen(child: ChildProcess): { output: () => string; listening: Promise<Listening> } {
  const printed: string[] = [];
  const listening = new Promise<Listening>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      if (stream === null) throw new Error('the output is not a pipe');
      createInterface(stream).on('line', (line) => {
        printed.push(line);
        const url = readListeningUrl(line);
        if (url !== undefined) resolve({ kind: 'listening', url });
      });
    }
  });
  return { output: () => printed.join('\n'), listening };
}

/** The service logs one line of JSON with `"event":"listening"` and its `"url"`. */
function readListeningUrl(line: string): string | undefined {
  if (!line.includes('"listening"')) return undefined;
  const entry: unknown = JSON.parse(line);
  if (typeof entry !== 'object' || entry === null) return undefined;
  if (!('event' in entry) || entry.event !== 'listening' || !('url' in entry)) return undefined;
  return String(entry.url);
}

function describeEnd({ exitCode, signalCode }: ChildProcess) {
  const how = exitCode === null ? `was ended by ${signalCode}` : `exited with code ${exitCode}`;
  return { kind: 'ended', inOrder: exitCode === 0, how } as const;
}

function expire(ms: number): Promise<{ kind: 'expired' }> {
  return delay(ms, { kind: 'expired' }, { ref: false });
}
