import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

const START_LIMIT_MS = 30_000;
const STOP_LIMIT_MS = 15_000;

export interface ServiceProcess {
  url: string;
  pid: number;
  /** All output so far, of both streams. */
  output(): string;
  /** Its messages to the operator. */
  stdout(): string;
  /** Its log, one line of JSON per event. */
  stderr(): string;
  /**
   * The first line, past or future, of either stream, that matches; throws if the service ends
   * without one.
   */
  line(pattern: RegExp): Promise<string>;
  /** Asks it to stop. Throws, with the output, unless it ends in order and in time. */
  stop(): Promise<void>;
  /** Kills it without a clean-up. */
  kill(): Promise<void>;
}

/** Resolves when the service reports that it listens; throws with its output if it does not. */
export async function startProcess(
  entry: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<ServiceProcess> {
  const child = spawn(process.execPath, [entry], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close').then(() => describeEnd(child));
  const { output, stdout, stderr, findLine } = capture(child);

  const listening = findLine(isListening).then(readListening);
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
    stdout,
    stderr,
    async line(pattern) {
      const found = await Promise.race([findLine((line) => pattern.test(line)), ended]);
      if (typeof found === 'string') return found;
      throw new Error(`the service ${found.how} without ${pattern}; it printed:\n${output()}`);
    },
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

function capture(child: ChildProcess) {
  const lines: { stream: 'stdout' | 'stderr'; text: string }[] = [];
  const watchers = new Set<(line: string) => void>();
  for (const stream of ['stdout', 'stderr'] as const) {
    const source = child[stream];
    if (source === null) throw new Error('the output is not a pipe');
    createInterface(source).on('line', (text) => {
      lines.push({ stream, text });
      for (const watch of watchers) watch(text);
    });
  }
  const print = (stream?: 'stdout' | 'stderr') => {
    const wanted = lines.filter((line) => stream === undefined || line.stream === stream);
    return wanted.map((line) => line.text).join('\n');
  };
  const findLine = (fits: (line: string) => boolean) =>
    new Promise<string>((resolve) => {
      const known = lines.find((line) => fits(line.text));
      if (known !== undefined) return resolve(known.text);
      watchers.add(function watch(line) {
        if (!fits(line)) return;
        watchers.delete(watch);
        resolve(line);
      });
    });
  return {
    output: () => print(),
    stdout: () => print('stdout'),
    stderr: () => print('stderr'),
    findLine,
  };
}

/** The service logs one line of JSON with `"event":"listening"` and its `"url"`. */
function isListening(line: string): boolean {
  return line.includes('"event":"listening"');
}

function readListening(line: string): { kind: 'listening'; url: string } {
  const entry: { url: string } = JSON.parse(line);
  return { kind: 'listening', url: entry.url };
}

function describeEnd({ exitCode, signalCode }: ChildProcess) {
  const how = exitCode === null ? `was ended by ${signalCode}` : `exited with code ${exitCode}`;
  return { kind: 'ended', inOrder: exitCode === 0, how } as const;
}

function expire(ms: number): Promise<{ kind: 'expired' }> {
  return delay(ms, { kind: 'expired' }, { ref: false });
}
