import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, unlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';
import { readUnwritten, UnwrittenJournal } from './unwritten-journal.js';

/** A batch on disk: a JSON array, one event in each line. */
export interface SpilledFile {
  readonly path: string;
  readonly bytes: number;
}

interface SpillFolderOptions {
  /** Shared by all processes of a machine; each has a folder of its own in it. */
  readonly dir: string;
  /** For the files of this process, those that it took over included. */
  readonly bytesMax: number;
}

/** What a start has found of processes that did not end in order. */
interface Leftovers {
  /** Of all of them together, at most: events that were only in their memory. */
  readonly unwritten: number;
  readonly files: number;
}

const JOURNAL = 'unwritten';

/**
 * Batches of events that wait on disk for the database, and the journal of this process.
 *
 * Invariants:
 * - A process writes and removes files in its own folder alone, named after machine and process.
 *   A start takes over the folders of processes that are gone, by renaming, which only one of
 *   several starts can do with a file.
 * - A file is complete, unless its process was killed while writing it; who reads it skips what
 *   cannot be read. It is removed after its events have been committed, so they may be read twice.
 *
 * Full: `append` refuses. Restarted: the next process of this machine goes on with the files.
 */
export class SpillFolder {
  readonly journal: UnwrittenJournal;
  readonly leftovers: Leftovers;
  readonly #dir: string;
  readonly #bytesMax: number;
  /** By stream, oldest first. */
  readonly #files: Map<string, SpilledFile[]>;
  #bytes: number;
  #named = 0;

  private constructor(state: {
    journal: UnwrittenJournal;
    leftovers: Leftovers;
    dir: string;
    bytesMax: number;
    files: Map<string, SpilledFile[]>;
  }) {
    this.journal = state.journal;
    this.leftovers = state.leftovers;
    this.#dir = state.dir;
    this.#bytesMax = state.bytesMax;
    this.#files = state.files;
    this.#bytes = [...state.files.values()].flat().reduce((sum, { bytes }) => sum + bytes, 0);
  }

  static async open({ dir, bytesMax }: SpillFolderOptions): Promise<SpillFolder> {
    const own = path.join(dir, folderName());
    await mkdir(own, { recursive: true, mode: 0o700 });
    const journal = await UnwrittenJournal.create(path.join(own, JOURNAL));
    const unwritten = await adoptAbandoned(dir, own);
    const files = await listFiles(own);
    const leftovers = { unwritten, files: [...files.values()].flat().length };
    return new SpillFolder({ journal, leftovers, dir: own, bytesMax, files });
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** How much more may be appended. */
  get room(): number {
    return this.#bytesMax - this.#bytes;
  }

  /** Returns whether there was room for it; throws when the disk refuses. */
  async append(stream: string, json: Buffer): Promise<boolean> {
    const bytes = json.length;
    if (bytes > this.room) return false;
    // Counted before it is there: the streams write at the same time.
    this.#bytes += bytes;
    const file = { path: path.join(this.#dir, this.#nextName(stream)), bytes };
    try {
      await writeFile(file.path, json, { mode: 0o600 });
    } catch (error) {
      this.#bytes -= bytes;
      await unlink(file.path).catch(() => undefined);
      throw error;
    }
    const files = this.#files.get(stream) ?? [];
    this.#files.set(stream, [...files, file]);
    return true;
  }

  oldest(stream: string): SpilledFile | undefined {
    return this.#files.get(stream)?.[0];
  }

  async remove(stream: string, file: SpilledFile): Promise<void> {
    await unlink(file.path).catch(ignoreMissing);
    const files = this.#files.get(stream) ?? [];
    this.#files.set(
      stream,
      files.filter((known) => known !== file),
    );
    this.#bytes -= file.bytes;
  }

  /** Ends in order: the journal has nothing more to tell, and files are left for the next start. */
  async close(): Promise<void> {
    await this.journal.close();
    await unlink(path.join(this.#dir, JOURNAL)).catch(ignoreMissing);
    if (this.#bytes === 0) await rm(this.#dir, { recursive: true, force: true });
  }

  #nextName(stream: string): string {
    this.#named += 1;
    return `${stream}-${String(this.#named).padStart(9, '0')}-${randomName()}.jsonl`;
  }
}

/** `machine.process.random`, the last so that a process id that comes again is not taken for it. */
function folderName(): string {
  return `${hostname()}.${process.pid}.${randomName()}`;
}

function randomName(): string {
  return randomBytes(4).toString('hex');
}

/** Moves the files of processes that are gone. Returns how many events they have lost at most. */
async function adoptAbandoned(dir: string, own: string): Promise<number> {
  let unwritten = 0;
  for (const name of await readdir(dir)) {
    const folder = path.join(dir, name);
    if (folder === own || !(await isAbandoned(folder, own))) continue;
    for (const file of await readdir(folder).catch(() => [])) {
      const from = path.join(folder, file);
      const to = path.join(own, file === JOURNAL ? `taken-${randomName()}` : file);
      // Another start may have been faster.
      const isMoved = await rename(from, to).then(
        () => true,
        () => false,
      );
      if (!isMoved || file !== JOURNAL) continue;
      unwritten += readUnwritten(await readFile(to, 'utf8'));
      await unlink(to);
    }
    await rm(folder, { recursive: true, force: true });
  }
  return unwritten;
}

/** A process that lives writes to its journal every ten seconds. */
const SILENCE_MAX_MS = 60_000;

/**
 * On this machine, a process is there or not. About another one, which can share a folder only
 * through the network or by having been renamed, the age of its journal has to tell; it is
 * compared with that of a file made just now, because clocks differ.
 */
async function isAbandoned(folder: string, own: string): Promise<boolean> {
  const [, machine, id] = /^(.+)\.(\d+)\.[0-9a-f]{8}$/.exec(path.basename(folder)) ?? [];
  if (machine === undefined) return false;
  if (machine === hostname() && (Number(id) === process.pid || !isAlive(Number(id)))) return true;
  const [journal, now] = await Promise.all([
    // One that starts at this moment may not have it yet.
    stat(path.join(folder, JOURNAL)).catch(() => stat(folder)),
    stat(path.join(own, JOURNAL)),
  ]);
  return now.mtimeMs - journal.mtimeMs > SILENCE_MAX_MS;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function listFiles(dir: string): Promise<Map<string, SpilledFile[]>> {
  const files = new Map<string, SpilledFile[]>();
  for (const name of (await readdir(dir)).sort()) {
    const stream = /^(\w+)-\d+-[0-9a-f]+\.jsonl$/.exec(name)?.[1];
    if (stream === undefined) continue;
    const file = path.join(dir, name);
    const { size } = await stat(file);
    files.set(stream, [...(files.get(stream) ?? []), { path: file, bytes: size }]);
  }
  return files;
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
}
