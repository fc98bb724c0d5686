import { type ChildProcess, fork } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { type FromChild, isFromChild, type OpenOptions, type ToChild } from '../messages.js';
import { childMark } from './pid-file.js';

/** Each running request of the engine needs one of these threads, and the engine's own steps too. */
const THREADS = 16;
/** JavaScript only passes bytes on. The engine's memory and all buffers are outside of this heap. */
const HEAP_MEGABYTES = 128;
const LINE_MAX_CHARACTERS = 500;

const ENVIRONMENT = {
  UV_THREADPOOL_SIZE: String(THREADS),
  // The engine's allocator gives memory back after half a second instead of five. That costs no
  // processor that can be measured, and the peak of queries at their limit is a third lower.
  JE_MALLOC_CONF: 'dirty_decay_ms:500,muzzy_decay_ms:0',
  TZ: 'UTC',
  LC_ALL: 'C',
};

export interface ChildEnd {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface EngineChild {
  readonly pid: number;
  readonly gone: Promise<ChildEnd>;
  open(options: OpenOptions): void;
  /** Asks for an end in order, and kills the process if it takes longer. Resolves when it is gone. */
  stop(limitMs: number): Promise<void>;
  kill(): void;
}

/**
 * Starts the child process. It is in a group of its own, which a terminal does not signal. Its
 * environment is not the service's, whose variables hold secrets, and of which the engine would obey
 * some.
 */
export function forkEngine(
  program: string,
  directory: string,
  listener: {
    readonly onMessage: (message: FromChild) => void;
    readonly onLine: (line: string) => void;
  },
): EngineChild {
  const child = fork(program, [childMark(directory)], {
    cwd: directory,
    env: ENVIRONMENT,
    // The service's own arguments, such as modules to load first, are not for the engine.
    execArgv: [`--max-old-space-size=${HEAP_MEGABYTES}`],
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.on('message', (message) => {
    if (isFromChild(message)) listener.onMessage(message);
  });
  for (const output of [child.stdout, child.stderr]) passLines(output, listener.onLine);
  return describeChild(child);
}

function passLines(output: Readable | null, onLine: (line: string) => void): void {
  if (output === null) return;
  const lines = createInterface(output);
  lines.on('line', (line) => {
    if (line.trim() !== '') onLine(line.slice(0, LINE_MAX_CHARACTERS));
  });
}

function describeChild(child: ChildProcess): EngineChild {
  let hasEnded = false;
  const gone = new Promise<ChildEnd>((resolve) => {
    const end = (result: ChildEnd) => {
      hasEnded = true;
      resolve(result);
    };
    // After the last line of its output.
    child.once('close', (exitCode, signal) => end({ exitCode, signal }));
    // It could not be started at all.
    child.once('error', () => {
      if (child.pid === undefined) end({ exitCode: null, signal: null });
    });
  });
  const kill = () => void child.kill('SIGKILL');
  const send = (message: ToChild) => {
    // It may have ended, which `gone` tells.
    if (!hasEnded && child.connected) child.send(message, () => {});
  };
  return {
    pid: child.pid ?? 0,
    gone,
    kill,
    open: (options) => send({ kind: 'open', options }),
    async stop(limitMs) {
      send({ kind: 'stop' });
      const overdue = setTimeout(kill, limitMs);
      await gone;
      clearTimeout(overdue);
    },
  };
}
