import { writeSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/**
 * Keeps on disk how many events a process may have had in memory. So after a SIGKILL the next start
 * can say how many were lost at most.
 *
 * An entry on disk has two numbers. The ceiling is at least the number of events recorded. The
 * settled number is at most the number of events that no longer depend on this process: written,
 * spilled, or counted as lost. Invariant: in the newest entry, their difference is never too small.
 * It is too large by what was settled since and by the headroom, about twice what came between two
 * entries. While there is nothing to lose, it is exact.
 *
 * An entry is written in the background after each batch. `add` writes one itself only when the
 * ceiling has no room for the new events, or for the first event after a pause. That takes
 * microseconds, because the entry goes no further than to the memory of the kernel. The two kinds
 * of entries have a slot each and a common numbering, so the order in which they arrive does not
 * matter. A power failure can lose entries; a SIGKILL cannot.
 */
export class UnwrittenJournal {
  #file: FileHandle;
  #recorded = 0;
  #settled = 0;
  /** At most the ceiling of each entry that may be the newest on disk. */
  #ceiling = 0;
  #entryNumber = 0;
  #recordedAtEntry = 0;
  #quietTicks = 0;
  #underWay: Promise<void> | undefined;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  static async create(path: string): Promise<UnwrittenJournal> {
    return new UnwrittenJournal(await open(path, 'w', 0o600));
  }

  add(count = 1): void {
    this.#recorded += count;
    if (this.#recorded > this.#ceiling) this.#raiseCeiling();
  }

  settle(count: number): void {
    this.#settled += count;
    this.note();
  }

  /**
   * Brings the disk up to date, unless that is under way. If the disk refuses, `add` tries next.
   */
  note(): void {
    if (this.#underWay !== undefined) return;
    const ceiling = this.#nextCeiling();
    const slot = this.#printSlot(ceiling);
    const number = this.#entryNumber;
    // A lower ceiling holds from now on, a higher one once it is on disk.
    this.#ceiling = Math.min(this.#ceiling, ceiling);
    this.#underWay = this.#file
      .write(slot, 0, slot.length, 0)
      .then(
        () => {
          if (number === this.#entryNumber) this.#ceiling = ceiling;
        },
        () => undefined,
      )
      .finally(() => {
        this.#underWay = undefined;
      });
  }

  /** Once a second: notes what has changed, and now and then that this process is alive. */
  tick(): void {
    this.#quietTicks = this.#recorded === this.#recordedAtEntry ? this.#quietTicks + 1 : 0;
    if (this.#quietTicks % QUIET_TICKS_MAX === 0) this.note();
  }

  /** Goes on in another file when the old one is lost. */
  async moveTo(path: string): Promise<void> {
    const before = this.#file;
    this.#file = await open(path, 'w', 0o600);
    this.#raiseCeiling();
    await this.#underWay;
    await before.close();
  }

  async close(): Promise<void> {
    // The entry under way may be from before the last change.
    await this.#underWay;
    this.note();
    await this.#underWay;
    await this.#file.close();
  }

  #raiseCeiling(): void {
    this.#ceiling = this.#nextCeiling();
    const slot = this.#printSlot(this.#ceiling);
    try {
      writeSync(this.#file.fd, slot, 0, slot.length, SLOT_BYTES);
    } catch {
      // The figure will be too low then. To serve requests is more important than to count.
    }
  }

  #nextCeiling(): number {
    const sinceEntry = this.#recorded - this.#recordedAtEntry;
    this.#recordedAtEntry = this.#recorded;
    if (this.#recorded === this.#settled) return this.#recorded;
    return this.#recorded + Math.max(HEADROOM_MIN, 2 * sinceEntry);
  }

  #printSlot(ceiling: number): Buffer {
    this.#entryNumber += 1;
    const entry = `${this.#entryNumber} ${ceiling} ${this.#settled}\n`;
    return Buffer.from(entry.padEnd(SLOT_BYTES, '\n'));
  }
}

const HEADROOM_MIN = 16;
const QUIET_TICKS_MAX = 10;
const SLOT_BYTES = 64;

/** How many events the process that left this journal has lost at most. */
export function readUnwritten(journal: string): number {
  const entries = [...journal.matchAll(/(\d+) (\d+) (\d+)\n/g)].map(
    ([, number, ceiling, settled]) => ({
      number: Number(number),
      atMost: Number(ceiling) - Number(settled),
    }),
  );
  const newest = entries.sort((a, b) => a.number - b.number).at(-1);
  return newest?.atMost ?? 0;
}
