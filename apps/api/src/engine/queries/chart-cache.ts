import { LRUCache } from 'lru-cache';
import type { Clock } from '../../lib/clock/clock.js';

export interface ChartQuestion<Answer> {
  readonly key: string;
  readonly keepMs: number;
  /** It does not end when its client leaves, since others may wait for the same answer. */
  readonly ask: () => Promise<Answer>;
}

/**
 * Answers of charts, each under everything that it depends on: the question, the workspace, what the
 * caller may see, and until when days are sealed.
 *
 * An answer is ASKED FOR, then KEPT, then FORGOTTEN. Questions that are the same while it is asked
 * for share one answer. An answer that fails is not kept. What is sealed rarely changes, so it is
 * kept for minutes, and what is not for seconds.
 *
 * Full: the answer that has not been used for the longest time is forgotten. One that is larger than
 * a tenth of all is not kept.
 */
export class ChartCache {
  readonly #asked = new Map<string, Promise<unknown>>();
  readonly #kept: LRUCache<string, { readonly answer: object }>;

  constructor({ clock, bytesMax }: { readonly clock: Clock; readonly bytesMax: number }) {
    this.#kept = new LRUCache({
      maxSize: bytesMax,
      maxEntrySize: Math.floor(bytesMax / 10),
      // To the cache, the time 0 means that an entry never ends.
      perf: { now: () => clock.monotonicMs() + 1 },
      ttlResolution: 0,
    });
  }

  /** `ask` runs if there is no answer. The type of an answer follows from its key. */
  async get<Answer extends object>(question: ChartQuestion<Answer>): Promise<Answer> {
    const { key, keepMs, ask } = question;
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept.answer as Answer;
    const asked = this.#asked.get(key);
    if (asked !== undefined) return asked as Promise<Answer>;
    const asking = ask();
    this.#asked.set(key, asking);
    try {
      const answer = await asking;
      const size = key.length + JSON.stringify(answer).length;
      this.#kept.set(key, { answer }, { ttl: keepMs, size });
      return answer;
    } finally {
      this.#asked.delete(key);
    }
  }
}
