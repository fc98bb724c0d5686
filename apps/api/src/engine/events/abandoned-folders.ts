import { randomBytes } from 'node:crypto';
import { readdir, readFile, rename, rmdir, stat, unlink } from 'node:fs/promises';
import path from 'node:path';
import { readProcessScope } from './process-scope.js';
import { readUnwritten } from './unwritten-journal.js';

/*
 * Each process has a folder of its own among those of other processes, which may be on this machine,
 * in another container or on another machine. Here is told whose it is, and whether it is gone.
 */

export const JOURNAL = 'unwritten';
/** A journal that is being read by the process that has taken it over. */
const TAKEN = 'taken-';

/** A process that lives writes to its journal every ten seconds. */
const SILENCE_MAX_MS = 60_000;

/** The last part, so that a process id that comes again does not find a folder of its own. */
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

/** Moves the files of processes that are gone into `own`. What cannot be moved stays where it is. */
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
      // Others are looking at the same folders.
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
  // Of several who try, one succeeds.
  const isMoved = await rename(from, to).then(() => true, ignoring('ENOENT'));
  if (isMoved !== true) return;
  if (!isJournal) {
    adopted.files.push(to);
    return;
  }
  adopted.unwritten += readUnwritten(await readFile(to, 'utf8'));
  await unlink(to);
}

/** Of a file with events; the number keeps those of one process in order. */
interface FileName {
  readonly stream: string;
  readonly batchId: string;
}

export function fileName({ stream, number, batchId }: FileName & { number: number }): string {
  return `${stream}-${String(number).padStart(9, '0')}-${batchId}.jsonl`;
}

/** Undefined if it is no such file. */
export function parseFileName(file: string): FileName | undefined {
  const [, stream, batchId] = /^(\w+)-\d+-([0-9a-f]+)\.jsonl$/.exec(path.basename(file)) ?? [];
  return stream === undefined || batchId === undefined ? undefined : { stream, batchId };
}

/**
 * Where process ids can be compared, a process is there or not. About any other one the age of its
 * journal has to tell, so its files wait for a minute. That is compared with the own journal,
 * because clocks differ, and because a machine that was asleep was so for both.
 *
 * One that has ended in order has no journal, and one that starts at this moment has nothing else.
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
    // Somebody else has been faster.
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
