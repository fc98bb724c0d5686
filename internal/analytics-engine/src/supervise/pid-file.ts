import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The last argument of each child process, so that it can be known from its command line. */
export function childMark(directory: string): string {
  return `--unlatch-analytics=${directory}`;
}

export type EngineTrace =
  | { readonly kind: 'none' }
  /** The process that started it still runs. */
  | { readonly kind: 'owned'; readonly pid: number; readonly ownerPid: number }
  | { readonly kind: 'orphan'; readonly pid: number };

/**
 * Which engine runs on this directory, by the process id that it left, and whether its parent lives.
 *
 * A number alone proves nothing: after a crash or a reboot another process may have it. So the
 * command line must show that the process is the engine of this directory. The parent of a process
 * changes when the parent ends, so an engine whose parent is not the one that it recorded is an
 * orphan.
 */
export async function findEngineProcess(pidFile: string, directory: string): Promise<EngineTrace> {
  const recorded = await readPidFile(pidFile);
  if (recorded === undefined) return { kind: 'none' };
  const { pid, ownerPid } = recorded;
  const commandLine = await readCommandLine(pid);
  if (!commandLine.trimEnd().endsWith(childMark(directory))) return { kind: 'none' };
  const parentPid = await readParent(pid);
  if (parentPid === undefined) return { kind: 'none' };
  return parentPid === ownerPid ? { kind: 'owned', pid, ownerPid } : { kind: 'orphan', pid };
}

async function readPidFile(
  file: string,
): Promise<{ readonly pid: number; readonly ownerPid: number } | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const match = /^\{"pid":(\d+),"ownerPid":(\d+)\}$/.exec(text);
  if (match === null) return undefined;
  const [pid, ownerPid] = [Number(match[1]), Number(match[2])];
  return pid > 1 ? { pid, ownerPid } : undefined;
}

/** Empty for a process that is gone, a zombie included. */
async function readCommandLine(pid: number): Promise<string> {
  if (process.platform === 'linux') {
    const raw = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    return raw.replaceAll('\0', ' ');
  }
  return askPs(pid, 'args=');
}

async function readParent(pid: number): Promise<number | undefined> {
  if (process.platform === 'linux') {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    // The name of the command is in parentheses and may contain anything.
    const [, parent] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return parent === undefined ? undefined : Number(parent);
  }
  const text = (await askPs(pid, 'ppid=')).trim();
  return text === '' ? undefined : Number(text);
}

async function askPs(pid: number, column: string): Promise<string> {
  const found = await run('ps', ['-ww', '-o', column, '-p', String(pid)]).catch(() => undefined);
  return found?.stdout ?? '';
}
