import { randomBytes } from 'node:crypto';
import { readdir, readFile, rename, rmdir, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { readProcessScope } from './process-scope.js';
import { readUnwritten } from './unwritten-journal.js';

/*
 * Each process has a folder of its own beside those of other processes. They may be on this
 * machine, in another container or on another machine. This module tells which process a folder
 * belongs to, and whether that process is gone.
 */

export const JOURNAL = 'unwritten';
/** A journal that is being read by the process that has taken it over. */
const TAKEN = 'taken-';

/** A process that is alive writes to its journal every ten seconds. */
const SILENCE_MAX_MS = 60_000;

/** The random last part keeps a process whose id was used before from finding an old folder. */
export async function newFolderName(): Promise<string> {
  return `${await readProcessScope()}.${process.pid}.${randomName()}`;
}

function randomName(): string {
  return randomBytes(4).toString('hex');
}

interface Adopted {
  /** Events that were only in the memory of those processes, at most. */
  readonly unwritten: number;
  /** Where their files are now. */
  readonly files: readonly string[];
}

/** Moves the files of processes that are gone into `own`. A file that cannot be moved stays. */
export async function adoptAbandoned(
  own: string,
  onFailed: (reason: unknown) => void,
): Promise<Adopted> {
  const adopted: { unwritten: number; files: string[] } = { unwritten: 0, files: [] };
  const dir = path.dirname(own);
  for (const name of await readdir(dir)) {
    const folder = path.join(dir, name);
    try {
      if (folder === own || !(await isAbandoned(folder, own))) continue;
      for (const file of await readdir(folder)) {
        await adoptFile(path.join(folder, file), own, adopted);
      }
      await rmdir(folder).catch(ignoring('ENOTEMPTY', 'EEXIST', 'ENOENT'));
    } catch (reason) {
      // Other processes look at the same folders.
      if (!isCode(reason, 'ENOENT')) onFailed(reason);
    }
  }
  return adopted;
}

async function adoptFile(
  from: string,
  own: string,
  adopted: { unwritten: number; files: string[] },
): Promise<void> {
  const name = path.basename(from);
  const isJournal = name === JOURNAL || name.startsWith(TAKEN);
  if (!isJournal && parseFileName(name) === undefined) return;
  const to = path.join(own, isJournal ? `${TAKEN}${randomName()}` : name);
  // If several processes try, one succeeds.
  const isMoved = await rename(from, to).then(() => true, ignoring('ENOENT'));
  if (isMoved !== true) return;
  if (!isJournal) {
    adopted.files.push(to);
    return;
  }
  adopted.unwritten += readUnwritten(await readFile(to, 'utf8'));
  await unlink(to);
}

/** The parts of the name of a file with events. The number keeps those of one process in order. */
interface FileName {
  readonly stream: string;
  readonly batchId: string;
}

export function fileName({ stream, number, batchId }: FileName & { number: number }): string {
  return `${stream}-${String(number).padStart(9, '0')}-${batchId}.jsonl`;
}

/** Undefined if it is not the name of a file with events. */
export function parseFileName(file: string): FileName | undefined {
  const [, stream, batchId] = /^(\w+)-\d+-([0-9a-f]+)\.jsonl$/.exec(path.basename(file)) ?? [];
  return stream === undefined || batchId === undefined ? undefined : { stream, batchId };
}

/**
 * Whether the process of a folder is gone. Where process ids can be compared, the id says it.
 * Elsewhere the age of the journal has to say it, so the files wait for a minute. The age is
 * measured against the journal of this process: clocks differ between machines, and a machine that
 * slept did so for both journals.
 *
 * A process that ended in order has left no journal. A process that starts at this moment has
 * nothing but a journal.
 */
export async function isAbandoned(folder: string, own: string): Promise<boolean> {
  const [, scope, id] = /^(.+)\.(\d+)\.[0-9a-f]{8}$/.exec(path.basename(folder)) ?? [];
  if (scope === undefined) return false;
  try {
    const files = await readdir(folder);
    const isKnown = scope === (await readProcessScope());
    if (isKnown && (Number(id) === process.pid || !isAlive(Number(id)))) return true;
    const hasJournal = files.includes(JOURNAL);
    if (!hasJournal && files.length > 0) return true;
    const [sign, now] = await Promise.all([
      stat(hasJournal ? path.join(folder, JOURNAL) : folder),
      stat(path.join(own, JOURNAL)),
    ]);
    return now.mtimeMs - sign.mtimeMs > SILENCE_MAX_MS;
  } catch (error) {
    // Another process has been faster.
    if (isCode(error, 'ENOENT')) return false;
    throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

export function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

export function ignoring(...codes: readonly string[]): (error: unknown) => void {
  return (error) => {
    if (!isCode(error, ...codes)) throw error;
  };
}
