import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface ServerProcess {
  readonly url: string;
  /** The line that announced the address, with whatever else it says. */
  readonly announcement: Readonly<Record<string, string>>;
  /** CPU seconds that the process has used so far, and its resident memory. */
  usage(): Usage;
  /** The same with all processes that it has started. */
  usageWithChildren(): Usage;
  /** Moves what it has started to the core of the load, where its database is. */
  moveChildrenToLoadCpu(): void;
  /** Since the last call, if the process is observed. */
  pauses(): Promise<Pauses>;
  stop(): Promise<void>;
}

/** How long a process could do nothing else. */
export interface Pauses {
  /** By how much timers of the event loop were late. */
  readonly delayP99Ms: number;
  readonly delayMaxMs: number;
  /** The longest pause of the garbage collector. */
  readonly gcMaxMs: number;
}

const SERVER_CPU = '0';
const LOAD_CPU = '1';
const TICKS_PER_SECOND = 100;

/**
 * Runs a server alone on one core, where the machine can pin; the load comes from the other core.
 * Waits for the line on standard error that says where the server listens.
 */
export async function startServer(
  script: readonly string[],
  {
    env = {},
    isPinned = true,
    isObserved = false,
  }: {
    readonly env?: Readonly<Record<string, string>>;
    readonly isPinned?: boolean;
    /** Whether its pauses are measured, which costs it a timer each millisecond. */
    readonly isObserved?: boolean;
  } = {},
): Promise<ServerProcess> {
  const pin = isPinned && has('taskset') ? ['taskset', '-c', SERVER_CPU] : [];
  const observer = isObserved ? ['--import', OBSERVER] : [];
  const [command = process.execPath, ...args] = [...pin, process.execPath, ...observer, ...script];
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe', ...(isObserved ? ['ipc' as const] : [])],
  });
  const announcement = await waitForUrl(child);
  return {
    url: announcement.url,
    announcement,
    usage: () => readUsage(child.pid ?? 0),
    usageWithChildren: () => readUsageBelow(child.pid ?? 0),
    moveChildrenToLoadCpu() {
      for (const pid of childrenOf(child.pid ?? 0)) setCpus(LOAD_CPU, pid);
    },
    pauses: () => askPauses(child),
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

const OBSERVER = fileURLToPath(new URL('./observe-pauses.mjs', import.meta.url));

async function askPauses(child: ChildProcess): Promise<Pauses> {
  if (!child.connected) throw new Error('this process is not observed');
  const told = once(child, 'message') as Promise<[Pauses]>;
  child.send('pauses');
  const [pauses] = await told;
  return pauses;
}

function has(command: string): boolean {
  return existsSync(`/usr/bin/${command}`);
}

/**
 * Starts the processes that must run before the load whenever they have work, on the core of the
 * load. They get the class of real-time processes, which only root may choose. Without it, such a
 * process would wait for the next tick of the scheduler, because the load is never idle.
 */
export async function startBeforeLoad<T>(start: () => Promise<T>): Promise<T> {
  const isAllowed = has('chrt') && process.getuid?.() === 0;
  if (!isAllowed) return start();
  const become = (policy: string, priority: number) =>
    execFileSync('chrt', [policy, '--all-tasks', '--pid', `${priority}`, `${process.pid}`]);
  become('--rr', 1);
  try {
    return await start();
  } finally {
    become('--other', 0);
  }
}

/** Moves this process, which makes the load, and all that it starts, away from the server. */
export function moveToLoadCpu(): void {
  setCpus(LOAD_CPU);
}

export function moveToAnyCpu(): void {
  setCpus(`0-${cpus().length - 1}`);
}

function setCpus(list: string, pid = process.pid): void {
  if (!has('taskset')) return;
  execFileSync('taskset', ['--all-tasks', '-cp', list, String(pid)], { stdio: 'ignore' });
}

async function waitForUrl(child: ChildProcess): Promise<{ readonly url: string }> {
  if (child.stderr === null) throw new Error('the server has no standard error');
  const seen: string[] = [];
  for await (const line of createInterface({ input: child.stderr })) {
    seen.push(line);
    if (/"event":"listening","url":/.test(line)) {
      child.stderr.resume();
      return JSON.parse(line);
    }
  }
  throw new Error(`the server ended before it listened:\n${seen.join('\n')}`);
}

interface Usage {
  readonly cpuSeconds: number;
  readonly residentMb: number;
}

const NO_USAGE: Usage = { cpuSeconds: 0, residentMb: 0 };

/** From /proc, so the figures are the kernel's own; zero where there is no /proc. */
function readUsage(pid: number): Usage {
  if (!existsSync(`/proc/${pid}/stat`)) return NO_USAGE;
  const fields = readStat(pid);
  const ticks = Number(fields[11]) + Number(fields[12]);
  const residentKb = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return { cpuSeconds: ticks / TICKS_PER_SECOND, residentMb: Number(residentKb) / 1024 };
}

/** Of a process and all that it has started, those that have ended included. */
export function readUsageBelow(pid: number): Usage {
  if (!existsSync(`/proc/${pid}/stat`)) return NO_USAGE;
  const usages = [pid, ...childrenOf(pid)].map((one) => {
    try {
      return readUsage(one);
    } catch {
      return NO_USAGE;
    }
  });
  const fields = readStat(pid);
  const endedTicks = Number(fields[13]) + Number(fields[14]);
  const ended = endedTicks / TICKS_PER_SECOND;
  return {
    cpuSeconds: usages.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, ended),
    residentMb: usages.reduce((sum, { residentMb }) => sum + residentMb, 0),
  };
}

function childrenOf(pid: number): number[] {
  const pids = existsSync('/proc/self') ? readdirSync('/proc').map(Number) : [];
  return pids.filter((one) => {
    try {
      return one > 0 && Number(readStat(one)[1]) === pid;
    } catch {
      return false;
    }
  });
}

/** The fields after the name of the program, which may have spaces. */
function readStat(pid: number): string[] {
  return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
}
