/**
 * Whether the database still answers this process at all.
 *
 * | state | a new statement | what leads to the next |
 * |---|---|---|
 * | HEARD | is sent | statements wait, and nothing was heard for SILENT_MS: SILENT |
 * | SILENT | is refused at once | anything is heard: HEARD |
 *
 * Everything that comes from the database counts as heard: answers on any connection, and those to
 * the pings of the change feed, one a second. So a statement that takes long, or waits for a lock,
 * makes nothing silent. After GIVE_UP_MS of silence, the statements that wait are given up too.
 *
 * Without the pings a single long statement looks like silence. So while SILENT, one statement each
 * PROBE_MS is sent all the same, and its answer ends the state.
 */
const SILENT_MS = 3000;
const GIVE_UP_MS = 10_000;
const PROBE_MS = 1000;
const CHECK_INTERVAL_MS = 500;

export class Contact {
  readonly #nowMs: () => number;
  readonly #waiting = new Set<() => void>();
  #heardMs: number;
  #isSilent = false;
  #probedMs = 0;
  #timer: NodeJS.Timeout | undefined;

  /** `nowMs`: milliseconds of a clock that never goes back. */
  constructor({ nowMs }: { readonly nowMs: () => number }) {
    this.#nowMs = nowMs;
    this.#heardMs = nowMs();
  }

  start(): void {
    // After a pause of this process, what has arrived is read before the judgement.
    const check = () => setImmediate(() => this.check());
    this.#timer = setInterval(check, CHECK_INTERVAL_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  heard(): void {
    this.#heardMs = this.#nowMs();
    this.#isSilent = false;
  }

  /** Whether a statement is to be refused now. */
  mustRefuse(): boolean {
    if (!this.#isSilent) return false;
    const nowMs = this.#nowMs();
    if (nowMs - this.#probedMs < PROBE_MS) return true;
    this.#probedMs = nowMs;
    return false;
  }

  /** A statement was sent. `giveUp` makes it fail. Call `settled` when it has ended. */
  sent(giveUp: () => void): void {
    // While none waited, there was nothing to hear.
    if (this.#waiting.size === 0 && !this.#isSilent) this.heard();
    this.#waiting.add(giveUp);
  }

  settled(giveUp: () => void): void {
    this.#waiting.delete(giveUp);
  }

  /** Only here does it become silent, so that a pause of this process alone does not count. */
  check(): void {
    const nowMs = this.#nowMs();
    const silentMs = nowMs - this.#heardMs;
    if (this.#waiting.size === 0 || silentMs <= SILENT_MS) return;
    if (!this.#isSilent) this.#probedMs = nowMs;
    this.#isSilent = true;
    if (silentMs <= GIVE_UP_MS) return;
    for (const giveUp of this.#waiting) giveUp();
  }
}
