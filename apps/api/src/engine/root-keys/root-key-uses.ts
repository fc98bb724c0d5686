import type { RootKeyUse } from '../../store/root-keys/root-keys.js';

/**
 * When a root key in memory was last used. It stands beside the snapshot, so that a request with
 * the root key finds it without a search.
 */
export interface RootKeyUseSlot extends RootKeyUse {
  lastUsedAtMs: number;
  /** Whether the next write includes it. */
  isPending: boolean;
}

export function newUseSlot(rootKey: {
  readonly workspaceId: string;
  readonly id: string;
}): RootKeyUseSlot {
  const { workspaceId, id } = rootKey;
  return { workspaceId, rootKeyId: id, lastUsedAtMs: 0, isPending: false };
}

interface RootKeyUsesOptions {
  readonly write: (uses: readonly RootKeyUse[]) => Promise<void>;
  readonly onFailed: (reason: unknown) => void;
}

/** A root key is written at most once in this time by each process. */
const INTERVAL_MS = 60_000;
const PENDING_MAX = 20_000;

/**
 * Records the last use of root keys. A request sets a number in a slot, and nothing else. Once a
 * minute, one statement writes all slots that were set since.
 *
 * A slot is at rest, or pending: then it is in the list for the next write, once. Requests set slots
 * and make them pending. Only the writer takes slots off the list.
 *
 * - Full, at 20,000 slots: a further root key is not recorded until the next write.
 * - A write fails: its slots stay pending, and the next write includes them.
 * - The process is killed: the uses of the last minute are lost.
 *
 * So the recorded time lags by a minute, and never runs ahead.
 */
export class RootKeyUses {
  readonly #options: RootKeyUsesOptions;
  #pending: RootKeyUseSlot[] = [];
  #timer: NodeJS.Timeout | undefined;
  #write: Promise<void> = Promise.resolve();

  constructor(options: RootKeyUsesOptions) {
    this.#options = options;
  }

  note(slot: RootKeyUseSlot, nowMs: number): void {
    slot.lastUsedAtMs = nowMs;
    if (slot.isPending || this.#pending.length >= PENDING_MAX) return;
    slot.isPending = true;
    this.#pending.push(slot);
  }

  start(): void {
    this.#timer = setInterval(() => void this.write(), INTERVAL_MS);
  }

  /** Writes what is pending, after the write under way. Never rejects. */
  write(): Promise<void> {
    this.#write = this.#write.then(() => this.#writePending());
    return this.#write;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.write();
  }

  async #writePending(): Promise<void> {
    if (this.#pending.length === 0) return;
    const slots = this.#pending;
    this.#pending = [];
    // From here on, a use makes the slot pending again, so a use during the write is not lost.
    const uses = slots.map((slot) => {
      slot.isPending = false;
      const { workspaceId, rootKeyId, lastUsedAtMs } = slot;
      return { workspaceId, rootKeyId, lastUsedAtMs };
    });
    try {
      await this.#options.write(uses);
    } catch (error) {
      for (const slot of slots) this.note(slot, slot.lastUsedAtMs);
      this.#options.onFailed(error);
    }
  }
}
