import { mkdir, readFile, rmdir, stat, unlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { SentBatch } from '../../store/events/event-batches.js';
import {
  adoptAbandoned,
  fileName,
  ignoring,
  isCode,
  JOURNAL,
  newFolderName,
  parseFileName,
} from './abandoned-folders.js';
import { UnwrittenJournal } from './unwritten-journal.js';

/** A batch on disk: a JSON array, one event in each line. */
export interface SpilledFile {
  readonly path: string;
  readonly batchId: string;
  readonly bytes: number;
}

/** What was left by processes that are gone. */
interface Leftovers {
  /** At most how many events were only in the memory of the processes that did not end in order. */
  readonly unwritten: number;
  readonly files: number;
}

interface SpillFolderOptions {
  /** Shared by all processes of a machine; each has a folder of its own in it. */
  readonly dir: string;
  /** For the files of this process, including those that it took over. */
  readonly bytesMax: number;
  readonly onFound?: (leftovers: Leftovers) => void;
  readonly onFailed?: (reason: unknown) => void;
}

const ADOPT_TICKS = 60;

/**
 * Batches of events that wait on disk for the database, and the journal of this process.
 *
 * Invariants:
 * - A process writes files only in its own folder. It removes a file there after its events have
 *   been committed, so they may be read twice. The id of their batch is in the file name.
 * - At its start, and every minute, it takes over the folders of processes that are gone. It does
 *   so by renaming files, and only one of several processes can rename a file. It removes no folder
 *   that is not empty.
 * - A file is complete, unless its process was killed while writing it. A reader skips what it
 *   cannot read.
 *
 * Full: `append` refuses. Restart: the next process that sees the folder goes on with the files.
 * Taken over although alive, as after a long pause of its machine: the other processes write the
 * files and count what this process has in memory as lost. It makes its folder anew and goes on.
 */
export class SpillFolder {
  readonly journal: UnwrittenJournal;
  readonly #options: SpillFolderOptions;
  readonly #dir: string;
  /** By stream, oldest first. */
  readonly #files = new Map<string, SpilledFile[]>();
  #leftovers: Leftovers = { unwritten: 0, files: 0 };
  #bytes = 0;
  #named = 0;
  #ticks = 0;
  #adopting: Promise<void> | undefined;
  #remaking: Promise<void> | undefined;

  private constructor(options: SpillFolderOptions, dir: string, journal: UnwrittenJournal) {
    this.#options = options;
    this.#dir = dir;
    this.journal = journal;
  }

  static async open(options: SpillFolderOptions): Promise<SpillFolder> {
    const own = path.join(options.dir, await newFolderName());
    await mkdir(own, { recursive: true, mode: 0o700 });
    const journal = await UnwrittenJournal.create(path.join(own, JOURNAL));
    const folder = new SpillFolder(options, own, journal);
    await folder.adopt();
    return folder;
  }

  /** What this process has found since its start. */
  get leftovers(): Leftovers {
    return this.#leftovers;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** How much more may be appended. */
  get room(): number {
    return this.#options.bytesMax - this.#bytes;
  }

  /** Once a second. */
  tick(): void {
    this.journal.tick();
    this.#ticks += 1;
    if (this.#ticks % ADOPT_TICKS !== 0) return;
    const { onFailed = () => undefined } = this.#options;
    void this.adopt().catch(onFailed);
  }

  /** Takes over the files of processes that are gone. */
  adopt(): Promise<void> {
    this.#adopting ??= this.#adopt().finally(() => {
      this.#adopting = undefined;
    });
    return this.#adopting;
  }

  /** Returns whether there was room for it; throws when the disk refuses. */
  async append(stream: string, batch: SentBatch): Promise<boolean> {
    const json = batch.toJson();
    const bytes = json.length;
    if (bytes > this.room) return false;
    // Counted before the file exists, because the streams write at the same time.
    this.#bytes += bytes;
    const name = this.#nextName(stream, batch.id);
    const file = { path: path.join(this.#dir, name), batchId: batch.id, bytes };
    try {
      await this.#write(file.path, json);
    } catch (error) {
      this.#bytes -= bytes;
      await unlink(file.path).catch(() => undefined);
      throw error;
    }
    this.#add(stream, file);
    return true;
  }

  oldest(stream: string): SpilledFile | undefined {
    return this.#files.get(stream)?.[0];
  }

  /** Empty if another process has taken the file over. That process writes the events. */
  async read(file: SpilledFile): Promise<string> {
    return (await readFile(file.path, 'utf8').catch(ignoring('ENOENT'))) ?? '';
  }

  /** Returns whether the file was still there. */
  async remove(stream: string, file: SpilledFile): Promise<boolean> {
    const isRemoved = await unlink(file.path).then(() => true, ignoring('ENOENT'));
    const files = this.#files.get(stream) ?? [];
    this.#files.set(
      stream,
      files.filter((known) => known !== file),
    );
    this.#bytes -= file.bytes;
    return isRemoved ?? false;
  }

  /**
   * Ends in order. The journal has nothing more to report, and files are left to other processes.
   */
  async close(): Promise<void> {
    await this.#adopting?.catch(() => undefined);
    await this.journal.close();
    await unlink(path.join(this.#dir, JOURNAL)).catch(ignoring('ENOENT'));
    await rmdir(this.#dir).catch(ignoring('ENOTEMPTY', 'EEXIST', 'ENOENT'));
  }

  async #adopt(): Promise<void> {
    const { onFound, onFailed = () => undefined } = this.#options;
    const journal = await stat(path.join(this.#dir, JOURNAL)).catch(ignoring('ENOENT'));
    if (journal === undefined) await this.#remake();
    const { unwritten, files } = await adoptAbandoned(this.#dir, onFailed);
    // Within one process, the order of the names is the order of time.
    for (const file of [...files].sort()) {
      const found = await stat(file).catch(ignoring('ENOENT'));
      const name = parseFileName(file);
      if (found === undefined || name === undefined) continue;
      this.#bytes += found.size;
      this.#add(name.stream, { path: file, batchId: name.batchId, bytes: found.size });
    }
    if (unwritten + files.length === 0) return;
    const before = this.#leftovers;
    this.#leftovers = {
      unwritten: before.unwritten + unwritten,
      files: before.files + files.length,
    };
    onFound?.({ unwritten, files: files.length });
  }

  #add(stream: string, file: SpilledFile): void {
    this.#files.set(stream, [...(this.#files.get(stream) ?? []), file]);
  }

  async #write(file: string, json: Buffer): Promise<void> {
    try {
      await writeFile(file, json, { mode: 0o600 });
    } catch (error) {
      if (!isCode(error, 'ENOENT')) throw error;
      await this.#remake();
      await writeFile(file, json, { mode: 0o600 });
    }
  }

  /** The folder is gone: another process has taken this one for gone. */
  #remake(): Promise<void> {
    const remake = async () => {
      await mkdir(this.#dir, { recursive: true, mode: 0o700 });
      await this.journal.moveTo(path.join(this.#dir, JOURNAL));
    };
    this.#remaking ??= remake().finally(() => {
      this.#remaking = undefined;
    });
    return this.#remaking;
  }

  #nextName(stream: string, batchId: string): string {
    this.#named += 1;
    return fileName({ stream, number: this.#named, batchId });
  }
}
